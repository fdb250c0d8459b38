// Starts one demo of the portal for a whole test run: the built program, free ports, a folder of its own.
// PORTAL_E2E_URL and PORTAL_E2E_DEMO (a demo.json) point at a running one instead.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../../bin/portal", import.meta.url));
const patience = 180_000;

/** A port that nobody listens on now. */
const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function ready(url) {
  return fetch(`${url}/readyz`).then((answer) => answer.ok, () => false);
}

/**
 * Gives the demo's address and accounts, and a way to stop it. The accounts are those of var/demo.json:
 * { email, password, role, organization, organizationId }.
 */
export async function startPortal() {
  if (process.env.PORTAL_E2E_URL) {
    const demo = JSON.parse(readFileSync(process.env.PORTAL_E2E_DEMO, "utf8"));
    return { url: process.env.PORTAL_E2E_URL, accounts: demo.accounts, stop: async () => {} };
  }
  if (!existsSync(program)) throw new Error("bin/portal is missing: run make build first");
  const folder = mkdtempSync(join(tmpdir(), "portal-e2e-"));
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(program, ["demo"], {
    cwd: folder,
    env: { ...process.env, PORTAL_ADDR: url.slice("http://".length), PORTAL_ADMIN_ADDR: `127.0.0.1:${await freePort()}`, PORTAL_DATA_DIR: join(folder, "data"), DATABASE_URL: "", REDIS_URL: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (output = (output + part).slice(-20_000)));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    await Promise.race([ended, pause(30_000).then(() => child.kill("SIGKILL"))]);
    rmSync(folder, { recursive: true, force: true });
  };
  const file = join(folder, "var", "demo.json");
  for (const end = Date.now() + patience; Date.now() < end; await pause(250)) {
    if (child.exitCode !== null) break;
    if (existsSync(file) && (await ready(url))) return { url, accounts: JSON.parse(readFileSync(file, "utf8")).accounts, stop };
  }
  await stop();
  throw new Error(`the demo did not get ready; it said:\n${output}`);
}
