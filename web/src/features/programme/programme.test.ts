import { expect, it } from "vitest";
import { currentOf, stateOf } from "./programme";

const all = { tiers: [], channelTypes: [], territories: [] };
const some = { ...all, tiers: ["TIER_1" as const] };
const version = (number: number, from: string, how: { eligibility?: typeof all | typeof some; withdrawnAt?: string } = {}) => ({ version: number, from, eligibility: all, withdrawnAt: null, ...how });

const first = version(1, "1900-01-01");
const second = version(2, "2026-01-01");
const stores = version(3, "2026-04-01", { eligibility: some });
const next = version(4, "2027-01-01");
const gone = version(5, "2026-02-01", { withdrawnAt: "2026-01-20T08:00:00Z" });
const versions = [gone, next, stores, second, first];

it("a version stands by its day, and is over once a later one is for all", () => {
  const states = versions.map((one) => [one.version, stateOf(one, versions, "2026-11-22")]);
  expect(Object.fromEntries(states)).toEqual({ 1: "over", 2: "inForce", 3: "inForce", 4: "toCome", 5: "withdrawn" });
});

it("a later version for some leaves the earlier one in force for the others", () => {
  expect(stateOf(second, [stores, second], "2026-11-22")).toBe("inForce");
});

it("a version of the same day counts by its number", () => {
  expect(stateOf(version(6, "2026-01-01"), [second, version(6, "2026-01-01")], "2026-11-22")).toBe("inForce");
  expect(stateOf(second, [second, version(6, "2026-01-01")], "2026-11-22")).toBe("over");
});

it("a new one begins from the version in force that is for all", () => {
  expect(currentOf(versions, "2026-11-22")?.version).toBe(2);
  expect(currentOf([stores, next], "2026-11-22")?.version).toBe(3);
  expect(currentOf([next], "2026-11-22")).toBeUndefined();
});
