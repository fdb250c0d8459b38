import { expect, it } from "vitest";
import { daysBetween, formatRelative, formatRelativeDay } from "./relative";

const now = Date.parse("2026-03-02T10:00:00Z");

it.each([
  ["2026-03-02T10:40:00Z", "in 40 minutes"],
  ["2026-03-02T08:00:00Z", "2 hours ago"],
  ["2026-03-07T11:00:00Z", "in 5 days"],
  ["2026-03-02T10:00:30Z", "this minute"],
])("%s is told in the unit that says most", (moment, told) => {
  expect(formatRelative(moment, now, "en")).toBe(told);
});

it("a calendar day is counted in days, across a change of the clock", () => {
  expect(daysBetween("2026-03-27", "2026-04-02")).toBe(6);
  expect(formatRelativeDay("2026-03-02", "2026-03-02", "en")).toBe("today");
  expect(formatRelativeDay("2026-03-14", "2026-03-02", "zh-Hans")).toBe("12天后");
});
