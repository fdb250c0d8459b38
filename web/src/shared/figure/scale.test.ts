import { expect, it } from "vitest";
import { roundTicks } from "./scale";

it("ticks are round and hold all values", () => {
  expect(roundTicks([3, 17.4])).toEqual([0, 5, 10, 15, 20]);
  expect(roundTicks([-4, 10])).toEqual([-5, 0, 5, 10]);
  expect(roundTicks([])).toEqual([0, 1]);
  expect(roundTicks([0, 0])).toEqual([0, 1]);
});
