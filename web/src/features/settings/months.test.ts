import { expect, it } from "vitest";
import { openBefore, stateOf } from "./months";

const month = (period: string, closed = false) => ({ period, closed });

it("a month that is not over can't be closed", () => {
  expect(stateOf(month("2025-11"), "2025-11-30")).toBe("going");
  expect(stateOf(month("2025-12"), "2025-11-30")).toBe("going");
  expect(stateOf(month("2025-11"), "2025-12-01")).toBe("open");
  expect(stateOf(month("2025-10", true), "2025-11-30")).toBe("closed");
});

it("names the open months before", () => {
  expect(openBefore([month("2025-08", true), month("2025-09"), month("2025-10")], "2025-10", "2025-11-02")).toEqual([month("2025-09")]);
});
