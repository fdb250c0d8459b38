import { expect, it } from "vitest";
import { doubledIn, missingIn, type Mapping } from "./columns";

type Field = "DAY" | "CODE" | "PRICE" | "AMOUNT";
const mapping = (...fields: (Field | null)[]): Mapping<Field> => new Map(fields.map((field, index) => [index, field]));
const requirements: Field[][] = [["DAY"], ["PRICE", "AMOUNT"]];

it("says which facts no column holds; of a group one is enough", () => {
  expect(missingIn(requirements, mapping("DAY", "CODE", null))).toEqual([["PRICE", "AMOUNT"]]);
  expect(missingIn(requirements, mapping("DAY", "AMOUNT"))).toEqual([]);
});

it("finds a fact that two columns claim, and lets many be unused", () => {
  expect([...doubledIn(mapping("DAY", null, "DAY", null))]).toEqual(["DAY"]);
});
