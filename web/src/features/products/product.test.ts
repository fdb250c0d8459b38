import { expect, it } from "vitest";
import { inForce, meets, shiftDay } from "./product";

const policy = (from: string, until: string | null, channelType: "STORE" | null = null) => ({ from, until, channelType });

it("a policy is in force on its last day, too", () => {
  expect(inForce(policy("2025-01-01", "2025-03-31"), "2025-03-31")).toBe(true);
  expect(inForce(policy("2025-01-01", "2025-03-31"), "2025-04-01")).toBe(false);
  expect(inForce(policy("2025-01-01", null), "2030-01-01")).toBe(true);
});

it("steps over the ends of months and years", () => {
  expect(shiftDay("2024-03-01", -1)).toBe("2024-02-29");
  expect(shiftDay("2025-12-31", 1)).toBe("2026-01-01");
});

it("one that begins on the same day is replaced, and not in the way", () => {
  const known = [policy("2025-01-01", null)];
  expect(meets({ channelType: null, from: "2025-01-01", until: null }, known)).toEqual({ replaced: known[0], overlaps: [] });
});

it("one that has not ended by the first day is in the way", () => {
  const known = [policy("2025-01-01", null), policy("2024-01-01", "2024-12-31")];
  expect(meets({ channelType: null, from: "2025-07-01", until: null }, known).overlaps).toEqual([known[0]]);
  expect(meets({ channelType: null, from: "2024-12-31", until: "2024-12-31" }, known).overlaps).toEqual([known[1]]);
});

it("another channel type is never in the way", () => {
  expect(meets({ channelType: "STORE", from: "2025-07-01", until: null }, [policy("2025-01-01", null)]).overlaps).toEqual([]);
});
