import { expect, it } from "vitest";
import type { Definition } from "./programme";
import { inOrder, needsOf, programmeInput, programmeValues, ruleOf, scaledWeights, weightSum, type ProgrammeValues } from "./programme-form";

const up = { floor: "0.0000", target: "100.0000", stretch: "120.0000" };
const down = { floor: "72", target: "24", stretch: "8" };
const definition = (key: string, higherIsBetter = true): Definition => ({ key, unit: higherIsBetter ? "PERCENT" : "HOURS", higherIsBetter, month: higherIsBetter ? up : down, quarter: higherIsBetter ? up : down, year: higherIsBetter ? up : down });
const definitions = [definition("revenue_attainment"), definition("conflict_response", false)];

const sound = (): ProgrammeValues => {
  const values = { ...programmeValues(undefined, "2027-01-01"), name: "Next year" };
  values.rules.push({ ...ruleOf(definitions[0]!, []), weight: "60" });
  values.rules.push(ruleOf(definitions[1]!, values.rules));
  return values;
};

it("a sound programme needs nothing, and takes what is left as the weight of the next metric", () => {
  expect(sound().rules[1]?.weight).toBe("40");
  expect(needsOf(sound(), definitions)).toEqual({});
});

it.each([
  ["99.9", "59.9"],
  ["101", "61"],
])("weights of %s are refused", (_sum, weight) => {
  const values = sound();
  values.rules[0]!.weight = weight;
  expect(needsOf(values, definitions)).toEqual({ rules: "sum" });
});

it("weights add up exactly, also as people type them", () => {
  expect(weightSum([{ weight: "33.3" }, { weight: "３３.３" }, { weight: " 33.4 " }])).toBe("100");
});

it("bounds upside down are refused beside their metric, each in its own direction", () => {
  const values = sound();
  values.rules[0]!.quarter = { floor: "100", target: "50", stretch: "120" };
  values.rules[1]!.year = { floor: "8", target: "24", stretch: "72" };
  expect(needsOf(values, definitions)).toEqual({ "rules.0.quarter": "upwards", "rules.1.year": "downwards" });
});

it("two bounds may be the same, and what is no number is said at its own field", () => {
  expect(inOrder({ floor: "100", target: "100", stretch: "100" }, true)).toBe(true);
  const values = sound();
  values.rules[0]!.month.target = "NaN";
  expect(needsOf(values, definitions)).toEqual({ "rules.0.month.target": "number" });
});

it("grades fall from A to C", () => {
  expect(needsOf({ ...sound(), gradeB: "95" }, definitions)).toEqual({ gradeA: "grades" });
  expect(needsOf({ ...sound(), gradeC: "75" }, definitions)).toEqual({ gradeB: "grades" });
});

it("a deduction takes something, and at most no less than once", () => {
  const values = sound();
  values.deductions = [{ key: "warning", points: "0", most: "5" }, { key: "late_report", points: "3", most: "2" }];
  expect(needsOf(values, definitions)).toEqual({ "deductions.0.points": "positive", "deductions.1.most": "most" });
});

it("weights are scaled to 100 without losing a hundredth", () => {
  expect(scaledWeights(["1", "1", "1"])).toEqual(["33.34", "33.33", "33.33"]);
  expect(scaledWeights(["50", "30"])).toEqual(["62.5", "37.5"]);
  expect(scaledWeights(["", "x"])).toEqual(["50", "50"]);
  expect(weightSum(scaledWeights(["7", "11", "13", "17", "0.5"]).map((weight) => ({ weight })))).toBe("100");
});

it("goes to the server as it wants it", () => {
  const values = sound();
  values.rules[0]!.weight = "６０";
  expect(programmeInput(values)).toMatchObject({ name: "Next year", from: "2027-01-01", gradeA: "90", rules: [{ key: "revenue_attainment", weight: "60", month: { floor: "0", target: "100", stretch: "120" } }, { weight: "40" }], deductions: [] });
});
