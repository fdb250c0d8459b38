// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import faults from "../src/shared/i18n/locales/en/faults.json";
import words from "../src/shared/i18n/locales/en/privacy.json";

// The marks on the database's columns say what the privacy register will list.
const folder = fileURLToPath(new URL("../../migrations/", import.meta.url));
const schema = readdirSync(folder).map((name) => readFileSync(folder + name, "utf8")).join("\n");
const marks = [...schema.matchAll(/COMMENT ON COLUMN (\w+\.\w+) IS 'personal=([A-Z_]+)'/g)].map(([, column = "", category = ""]) => ({ column, category }));

it("every column that holds something of a person has a word", () => {
  expect(marks.length).toBeGreaterThan(30);
  expect(marks.map(({ column }) => `column.${column}`).filter((key) => !(key in words))).toEqual([]);
  expect(Object.keys(words).filter((key) => key.startsWith("column.") && !marks.some(({ column }) => key === `column.${column}`))).toEqual([]);
});

it("every category is named, and says what for, on what ground and how it is protected", () => {
  const categories = [...new Set(marks.map(({ category }) => category))];
  expect(categories.filter((category) => !(`category.${category}` in words))).toEqual([]);
  const keys = categories.flatMap((category) => ["purpose", "basis", "protection"].map((what) => `privacy.${category.toLowerCase()}.${what}`));
  expect(keys.filter((key) => !(key in faults))).toEqual([]);
});
