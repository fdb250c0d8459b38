import { expect, it } from "vitest";
import { equalParts, isComplete, newDraft, rebalance, remedyInput } from "./draft";

const sum = (parts: { percent: number }[]) => parts.reduce((total, one) => total + one.percent, 0);

it("equal parts add up to 100", () => {
  for (let parties = 1; parties <= 7; parties++) expect(sum(equalParts("ABCDEFG".slice(0, parties).split("")))).toBe(100);
});

it("moving one part leaves the others in proportion, and the whole at 100", () => {
  expect(rebalance([{ party: "A", percent: 50 }, { party: "B", percent: 50 }], "A", 70)).toEqual([{ party: "A", percent: 70 }, { party: "B", percent: 30 }]);
  expect(rebalance([{ party: "A", percent: 40 }, { party: "B", percent: 40 }, { party: "C", percent: 20 }], "A", 70)).toEqual([{ party: "A", percent: 70 }, { party: "B", percent: 20 }, { party: "C", percent: 10 }]);
});

it("adds up to 100 wherever the parts are moved to", () => {
  let parts = equalParts(["A", "B", "C", "D"]);
  for (const [party, percent] of [["A", 99], ["B", 3], ["C", 100], ["D", 17], ["A", 0], ["B", 333], ["C", -5], ["D", 33.4]] as const) {
    parts = rebalance(parts, party, percent);
    expect(sum(parts)).toBe(100);
    expect(Math.min(...parts.map((one) => one.percent))).toBeGreaterThanOrEqual(0);
  }
});

it("who has nothing left to keep in proportion gets equal parts", () => {
  expect(rebalance([{ party: "A", percent: 100 }, { party: "B", percent: 0 }, { party: "C", percent: 0 }], "A", 40)).toEqual([{ party: "A", percent: 40 }, { party: "B", percent: 30 }, { party: "C", percent: 30 }]);
});

it("sends of each kind its own fields alone", () => {
  const draft = newDraft(1, "SPLIT_CREDIT", ["A", "B"], "2026-03-01");
  expect(remedyInput(draft)).toEqual({ kind: "SPLIT_CREDIT", party: null, other: null, shares: [{ party: "A", percent: "50" }, { party: "B", percent: "50" }], evidenceIds: null, level: null, until: null, amount: null, note: null });
  expect(remedyInput({ ...draft, kind: "COMPENSATION_NOTE", amount: "１,200.5" })).toMatchObject({ party: "A", other: "B", shares: null, amount: "1200.5" });
});

it("knows what is missing", () => {
  const draft = newDraft(1, "NONE", ["A", "B"], "2024-02-29");
  expect(draft.until).toBe("2025-02-28");
  expect(isComplete(draft)).toBe(false);
  expect(isComplete({ ...draft, note: "It was the first time." })).toBe(true);
  expect(isComplete({ ...draft, kind: "SHARE_CUSTOMER" })).toBe(true);
  expect(isComplete({ ...draft, kind: "SHARE_CUSTOMER", other: "A" })).toBe(false);
  expect(isComplete({ ...draft, kind: "COMPENSATION_NOTE", amount: "-3" })).toBe(false);
});
