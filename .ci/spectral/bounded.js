/**
 * Finds strings without `maxLength`, arrays without `maxItems` and numbers without `maximum`, however deep they lie.
 * A value out of a fixed list, a date, an instant and a UUID are bounded by what they are; a file by the body limit.
 */
const BOUNDED_FORMATS = new Set(["date", "date-time", "uuid", "binary"]);
const BOUNDS = [
  ["string", ["maxLength"]],
  ["array", ["maxItems"]],
  ["integer", ["maximum", "exclusiveMaximum"]],
  ["number", ["maximum", "exclusiveMaximum"]],
];

export default function bounded(schema, _options, context) {
  const findings = [];
  walk(schema, context.path, new Set(), findings);
  return findings;
}

function walk(schema, path, above, findings) {
  if (schema === null || typeof schema !== "object" || above.has(schema)) return;
  const inside = new Set(above).add(schema);
  const types = [schema.type].flat();
  const fixed = schema.enum !== undefined || schema.const !== undefined || BOUNDED_FORMATS.has(schema.format);
  for (const [type, bounds] of BOUNDS) {
    if (types.includes(type) && !fixed && !bounds.some((bound) => schema[bound] !== undefined)) {
      findings.push({ message: `${place(path)}: ${type} without ${bounds[0]}`, path });
    }
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    walk(property, [...path, "properties", name], inside, findings);
  }
  for (const key of ["items", "additionalProperties", "not"]) {
    walk(schema[key], [...path, key], inside, findings);
  }
  for (const key of ["allOf", "anyOf", "oneOf", "prefixItems"]) {
    (schema[key] ?? []).forEach((part, index) => walk(part, [...path, key, index], inside, findings));
  }
}

const place = (path) => path.slice(1).join(".");
