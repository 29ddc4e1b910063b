/**
 * An operationId is snake_case of at least two words and does not start with the resource it works on: `assign_complaint`,
 * never `complaint_assign`. `alsoVerbs` are words that are both.
 */
const METHODS = ["get", "put", "post", "patch", "delete", "head", "options"];

export default function verbFirst(item, options, context) {
  const path = context.path[1];
  const nouns = path.split("/").flatMap((segment) => (segment.startsWith("{") ? [] : [segment.replaceAll("-", "_")]));
  const findings = [];
  for (const method of METHODS.filter((method) => item[method]?.operationId)) {
    const id = item[method].operationId;
    const at = [...context.path, method, "operationId"];
    const first = id.split("_")[0];
    if (!/^[a-z]+(_[a-z0-9]+)+$/.test(id)) {
      findings.push({ message: `${id} is not snake_case of at least two words`, path: at });
    } else if (isResource(first, nouns) && !options.alsoVerbs.includes(first)) {
      findings.push({ message: `${id} starts with its resource, not with a verb`, path: at });
    }
  }
  return findings;
}

const isResource = (word, nouns) => nouns.some((noun) => noun === word || noun === `${word}s` || noun === `${word}es`);
