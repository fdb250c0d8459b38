import { expect, it } from "vitest";
import { explain, nextUndecided, surePercent } from "./pair";

it("the fields and the start add up to the pair's weight", () => {
  const { fields, start } = explain({ weight: "4.48", fields: [{ weight: "18.21" }, { weight: "-0.28" }] });
  expect(start.weight).toBe(-13.45);
  expect(fields.map((one) => one.weight)).toEqual([18.21, -0.28]);
  expect(fields[0]?.share).toBe(100);
  expect(start.share).toBeCloseTo(73.86, 1);
});

it("no pair is wholly sure", () => {
  expect(surePercent("1")).toBe(99.9);
  expect(surePercent("0.95")).toBe(95);
  expect(surePercent("0.74996")).toBe(74.9);
});

it("the next pair is the next without a decision, and at the end the queue stays", () => {
  const pairs = ["a", "b", "c", "d"].map((id) => ({ id }));
  expect(nextUndecided(pairs, new Set(["a", "b"]), 0)).toBe(2);
  expect(nextUndecided(pairs, new Set(["d"]), 3)).toBe(3);
  expect(nextUndecided([], new Set(), 0)).toBe(0);
});
