// Adds up the compressed JavaScript that the signed-in home loads: what index.html, the shell and the home import
// without a further click, in the language that weighs most. Fails above the budget.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const budget = 350 * 1024;
const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, "utf8"));

const sizeOf = (file) => gzipSync(readFileSync(dist + file), { level: 6 }).length;

/** All scripts that loading the entry loads at once. */
function scripts(key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk || seen.has(key)) return seen;
  seen.add(key);
  for (const next of chunk.imports ?? []) scripts(next, seen);
  return seen;
}

const view = "src/features/home/views/home-page.tsx";
const namespaces = ["common", "faults", "home", "reports"];
if (!manifest[view]) throw new Error(`the build has no ${view}`);
const keys = scripts(view, scripts("index.html"));
for (const name of namespaces) scripts(`src/shared/i18n/locales/zh-Hant/${name}.json`, keys);
const files = new Set([...keys].map((key) => manifest[key].file).filter((file) => file.endsWith(".js")));
const total = [...files].reduce((sum, file) => sum + sizeOf(file), 0);
const failed = total > budget;
console.log(`the signed-in home: ${(total / 1024).toFixed(1)} KiB of compressed JavaScript in ${files.size} files, ${failed ? "above" : "within"} the budget of ${budget / 1024} KiB`);
if (process.argv.includes("--list")) for (const file of files) console.log(`  ${(sizeOf(file) / 1024).toFixed(1).padStart(7)}  ${file}`);
process.exitCode = failed ? 1 : 0;
