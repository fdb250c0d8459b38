import { expect, it } from "vitest";
import { stepsOf } from "./steps";

it("a case goes from open to closed", () => {
  expect(stepsOf({ state: "IN_MEDIATION", outcome: null, asParty: false })).toEqual({ steps: ["OPEN", "AWAITING_RESPONSE", "IN_MEDIATION", "PROPOSED", "DECIDED", "RESOLVED", "CLOSED"], at: 2 });
});

it("a party's case begins when it is told", () => {
  const told = stepsOf({ state: "AWAITING_RESPONSE", outcome: null, asParty: true });
  expect(told?.steps[0]).toBe("AWAITING_RESPONSE");
  expect(told?.at).toBe(0);
});

it("agreed and ruled are one step", () => {
  for (const state of ["AGREED", "RULED"] as const) expect(stepsOf({ state, outcome: null, asParty: false })?.at).toBe(4);
});

it("an appeal is a step of those that had one", () => {
  expect(stepsOf({ state: "CLOSED", outcome: "AGREED", asParty: true })?.steps).not.toContain("APPEALED");
  const overturned = stepsOf({ state: "CLOSED", outcome: "OVERTURNED", asParty: true });
  expect(overturned?.steps.slice(-2)).toEqual(["APPEALED", "CLOSED"]);
  expect(overturned?.at).toBe(overturned && overturned.steps.length - 1);
});

it("a dismissed case has no way", () => {
  expect(stepsOf({ state: "DISMISSED", outcome: "WITHDRAWN", asParty: false })).toBeUndefined();
});
