import { expect, it } from "vitest";
import { daysLater } from "./lead";

it("days run over months and years", () => {
  expect(daysLater("2026-12-30", 3)).toBe("2027-01-02");
  expect(daysLater("2028-02-28", 1)).toBe("2028-02-29");
});
