// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { knownInputs } from "../src/features/scorecards/input-name";
import { noticeKinds } from "../src/features/inbox/inbox";
import { eventKinds } from "../src/features/registrations/event";
import { choices, valueKeys } from "../src/features/settings/rule";
import { metricKeys, metricUnits } from "../src/shared/format/metric";
import faults from "../src/shared/i18n/locales/en/faults.json";
import { conflictRules } from "../src/shared/words/rules";
import { grounds } from "../src/features/registrations/use-ground-text";

// The server's own sources say which kinds it may send; the web app has words for exactly these.
const internal = fileURLToPath(new URL("../../internal/", import.meta.url));

const filesOf = (folder: string) =>
  readdirSync(internal + folder)
    .filter((name) => name.endsWith(".go") && !name.endsWith("_test.go"))
    .map((name) => readFileSync(`${internal}${folder}/${name}`, "utf8"));

const sourceOf = (folder: string) => filesOf(folder).join("\n");

const found = (source: string, pattern: RegExp) => [...new Set([...source.matchAll(pattern)].map((match) => match[1] ?? ""))].sort();

it("every kind of notice has words", () => {
  const list = /var Kinds = \[\]string\{([^}]*)\}/.exec(sourceOf("notify"))?.[1] ?? "";
  expect(found(list, /"([\w.]+)"/g)).toEqual([...noticeKinds].sort());
});

it("all that is written into a registration's history has words", () => {
  expect(found(sourceOf("registration"), /\.note(?:ForBrand)?\("(\w+)"/g)).toEqual([...eventKinds].sort());
});

it("every ground for a claim's place has words", () => {
  expect(found(sourceOf("registration"), /"registration\.rank\.(\w+)"/g)).toEqual([...grounds].sort());
});

it("every threshold that is set on screen and each of its choices has words", () => {
  // Each rule is a file; early warnings beside those of the schema go by what their files say.
  const rules = filesOf("conflict/rules")
    .filter((source) => conflictRules.some((rule) => source.includes(`Name: "${rule}"`)))
    .join("\n");
  expect(found(rules, /\{Key: "(\w+)", Unit/g)).toEqual([...valueKeys].sort());
  const chosen = [...rules.matchAll(/Choices: \[\]string\{([^}]*)\}/g)].flatMap((match) => found(match[1] ?? "", /"(\w+)"/g));
  expect([...new Set(chosen)].sort()).toEqual([...choices].sort());
});

it("every metric is counted in what the server counts it in", () => {
  const units = [...sourceOf("scorecard").matchAll(/\{"(\w+)", (\w+), (?:true|false), definition\{/g)].map((match) => [match[1] ?? "", (match[2] ?? "").toUpperCase()]);
  expect(Object.fromEntries(units)).toEqual(metricUnits);
});

it("every metric, each input of its formula and all that a card says of it has words", () => {
  const source = sourceOf("scorecard");
  expect(found(source, /\{"(\w+)", \w+, (?:true|false), definition\{/g)).toEqual([...metricKeys].sort());
  const inputs = [...found(source, /\b(?:count|money)\("(\w+)"/g), ...found(source, /Input\{Key: "(\w+)"/g), ...found(source, /\{Key: "(\w+)", Value: /g)];
  expect(inputs.length).toBeGreaterThan(25);
  expect(inputs.filter((key) => !(knownInputs as readonly string[]).includes(key))).toEqual([]);
  const said = [
    ...metricKeys.map((key) => `formula.${key}`),
    ...found(source, /\bnoData\("(\w+)"\)/g).map((key) => `noData.${key}`),
    ...found(source, /\bleaving\([^"\n]*"(\w+)"/g).map((key) => `exclusion.${key}`),
    ...found(source, /\bnote\("(\w+)"/g).map((key) => `note.${key}`),
    ...["late_report", "upheld_conflict", "warning"].map((key) => `deduction.${key}`),
  ];
  expect(said.length).toBeGreaterThan(35);
  expect(said.filter((key) => !(`scorecard.${key}` in faults))).toEqual([]);
});
