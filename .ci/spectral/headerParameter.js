/**
 * Operations of `methods` must document the header `name`, and an answer for each status of `answers`.
 * `only` and `except` are patterns of paths.
 */
export default function headerParameter(paths, options, context) {
  const { name, methods, only = [""], except = [], answers = [] } = options;
  const matches = (patterns, path) => patterns.some((pattern) => new RegExp(pattern).test(path));
  const findings = [];
  for (const [path, item] of Object.entries(paths)) {
    if (!matches(only, path) || matches(except, path)) continue;
    for (const method of methods.filter((method) => item[method])) {
      const operation = item[method];
      const at = [...context.path, path, method];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
      if (!parameters.some((one) => one.in === "header" && one.name.toLowerCase() === name.toLowerCase())) {
        findings.push({ message: `${method} ${path} does not document the header ${name}`, path: at });
      }
      for (const status of answers.filter((status) => !operation.responses?.[status])) {
        findings.push({ message: `${method} ${path} takes ${name} but documents no ${status}`, path: at });
      }
    }
  }
  return findings;
}
