import { expect, it } from "vitest";
import { recordStateOf } from "./training";

const record = (expiresOn: string | null, withdrawnAt: string | null = null) => ({ expiresOn, withdrawnAt });

it("a pass counts through its last day, and is said to end soon before it", () => {
  expect(recordStateOf(record(null), "2026-11-22")).toBe("valid");
  expect(recordStateOf(record("2027-01-22"), "2026-11-22")).toBe("valid");
  expect(recordStateOf(record("2027-01-21"), "2026-11-22")).toBe("soon");
  expect(recordStateOf(record("2026-11-22"), "2026-11-22")).toBe("soon");
  expect(recordStateOf(record("2026-11-21"), "2026-11-22")).toBe("over");
});

it("what was withdrawn is that and nothing else", () => {
  expect(recordStateOf(record("2026-11-21", "2026-11-20T08:00:00Z"), "2026-11-22")).toBe("withdrawn");
});
