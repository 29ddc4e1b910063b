// Proves that the ruleset sees what it is there to see: the good contract has no finding, each fault has the one it names,
// and every rule of the house has a fault. One lint run over all of them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const ci = fileURLToPath(new URL("..", import.meta.url));
const read = (file) => parse(readFileSync(join(ci, file), "utf8"), { merge: true });
const good = read("ruleset-test/good.yaml");
const faults = read("ruleset-test/faults.yaml");

const folder = mkdtempSync(join(tmpdir(), "ruleset-"));
const failures = [];
try {
  write("good", good);
  faults.forEach((fault, index) => write(`fault-${index}`, seeded(fault)));
  const found = lint();
  for (const finding of found.get("good") ?? []) {
    failures.push(`the good contract: ${finding.code} at ${finding.path.join(".")}`);
  }
  faults.forEach((fault, index) => {
    const codes = (found.get(`fault-${index}`) ?? []).map((finding) => finding.code);
    if (!codes.includes(fault.rule)) {
      failures.push(`${fault.rule} did not see the fault at ${fault.at} (seen: ${codes.join(", ") || "nothing"})`);
    }
  });
  for (const rule of Object.keys(read("spectral.yaml").rules).filter((name) => name.startsWith("house-"))) {
    if (!faults.some((fault) => fault.rule === rule)) failures.push(`${rule} has no seeded fault`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
failures.forEach((failure) => console.error(`error: ${failure}`));
console.log(`ruleset: ${faults.length} seeded faults, ${failures.length} failures`);
process.exitCode = failures.length === 0 ? 0 : 1;

function write(name, contract) {
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(contract));
}

function seeded(fault) {
  const contract = structuredClone(good);
  const keys = fault.at.split("/").slice(1).map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = keys.pop();
  const parent = keys.reduce((node, key) => node[key], contract);
  if (fault.set === undefined && !(last in parent)) throw new Error(`good.yaml has nothing at ${fault.at}`);
  if (fault.rename !== undefined) parent[fault.rename] = parent[last];
  if (fault.set !== undefined) parent[last] = fault.set;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return contract;
}

/** The findings of every contract in the folder, by its name. */
function lint() {
  const spectral = join(ci, "node_modules/.bin/spectral");
  const report = join(folder, "report.out");
  const ruleset = join(ci, "spectral.yaml");
  const options = ["lint", join(folder, "*.json"), "-r", ruleset, "-f", "json", "-F", "hint", "-o", report];
  try {
    execFileSync(spectral, options, { stdio: "pipe" });
  } catch (error) {
    // 1 says that there are findings, which is what this test wants; anything else is a failure of the tool.
    if (error.status !== 1) throw error;
  }
  const groups = new Map();
  for (const finding of JSON.parse(readFileSync(report, "utf8"))) {
    const name = basename(finding.source, ".json");
    groups.set(name, [...(groups.get(name) ?? []), finding]);
  }
  return groups;
}
