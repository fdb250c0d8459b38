// Runs the journeys against one portal, started for them and stopped after them: node e2e/run.mjs [files…]
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startPortal } from "./support/portal.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const named = process.argv.slice(2);
const files = named.length > 0 ? named : readdirSync(here).filter((name) => name.endsWith(".test.mjs")).sort().map((name) => here + name);

const portal = await startPortal();
const tests = spawn(process.execPath, ["--test", "--test-reporter=spec", "--test-concurrency=1", "--test-timeout=900000", ...files], {
  stdio: "inherit",
  env: { ...process.env, PORTAL_E2E_VAR: portal.folder },
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => tests.kill(signal));
const code = await new Promise((resolve) => tests.once("exit", (exit) => resolve(exit ?? 1)));
await portal.stop();
process.exitCode = code;
