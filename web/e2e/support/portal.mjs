// One demo of the portal for a whole test run: the built program, free ports, a folder of its own.
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../../bin/portal", import.meta.url));
const patience = 180_000;

/** A port that nobody listens on now. */
export const freePort = () =>
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
 * The portal that runs from a folder var: { url, accounts, samples, stop }. The accounts are those of demo.json:
 * { email, password, role, organization, organizationId }; samples gives a distributor's file: { name, bytes }.
 */
function describe(folder, stop) {
  const { url, accounts } = JSON.parse(readFileSync(join(folder, "demo.json"), "utf8"));
  const samples = (distributor) => {
    const name = readdirSync(join(folder, "samples")).find((one) => one.startsWith(`${distributor}_`));
    if (!name) throw new Error(`there is no sample of ${distributor}`);
    return { name, bytes: readFileSync(join(folder, "samples", name)) };
  };
  return { url, accounts, samples, folder, stop };
}

/** The portal of this run: the one that PORTAL_E2E_VAR (a demo's var) tells of, or one started for the caller alone. */
export async function startPortal() {
  if (process.env.PORTAL_E2E_VAR) return describe(process.env.PORTAL_E2E_VAR, async () => {});
  if (!existsSync(program)) throw new Error("bin/portal is missing: run make build first");
  const folder = mkdtempSync(join(tmpdir(), "portal-e2e-"));
  chmodSync(folder, 0o755); // root's Postgres runs as another user, who must pass through it
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
  for (const end = Date.now() + patience; Date.now() < end; await pause(250)) {
    if (child.exitCode !== null) break;
    if (existsSync(join(folder, "var", "demo.json")) && (await ready(url))) return describe(join(folder, "var"), stop);
  }
  await stop();
  throw new Error(`the demo did not get ready; it said:\n${output}`);
}
