import { expect, it } from "vitest";
import { textOf } from "./event";

const event = (params: Record<string, unknown>) => ({ kind: "rejected", params, by: null, at: "2026-03-01T00:00:00Z" });

it("what somebody wrote is told apart from a code", () => {
  expect(textOf(event({ reason: "INCOMPLETE", text: "" }))).toBeUndefined();
  expect(textOf(event({ reason: "INCOMPLETE", text: "No site" }))).toBe("No site");
  expect(textOf(event({ reason: "They bought elsewhere" }))).toBe("They bought elsewhere");
});
