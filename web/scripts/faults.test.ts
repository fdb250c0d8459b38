// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import words from "../src/shared/i18n/locales/en/faults.json";

// The server's own sources say which keys it may send.
const server = fileURLToPath(new URL("../../", import.meta.url));
const sources = ["internal", "graph", "cmd"].flatMap((folder) =>
  readdirSync(server + folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".go") && !name.endsWith("_test.go") && !name.includes("generated"))
    .map((name) => readFileSync(`${server}${folder}/${name}`, "utf8")),
);

const patterns = [
  /fault\.(?:New|Wrap)\([^\n]*?fault\.\w+, "([a-zA-Z.]+)"/g,
  /(?:fields|faults)\.Add\([^,\n]+, "([a-zA-Z.]+)"/g,
  /\breport\("[a-zA-Z]+", "([a-zA-Z.]+)"/g,
  /= "((?:row|file)\.[a-zA-Z.]+)"/g,
];

// What only the command line says: `portal import` and its sheets.
const ofTheCommandLine = /^(import|sheet|territory|headers?)(\.|$)/;

it("every key that the server may send has words", () => {
  const code = sources.join("\n");
  const sent = new Set(patterns.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1] ?? "")));
  for (const [, noun] of code.matchAll(/fault\.Missing\("([a-zA-Z]+)"\)/g)) sent.add(`${noun}.notFound`);
  const missing = [...sent].filter((key) => !(key in words) && !ofTheCommandLine.test(key)).sort();
  expect(sent.size).toBeGreaterThan(50);
  expect(missing).toEqual([]);
});
