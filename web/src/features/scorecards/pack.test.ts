import { expect, it } from "vitest";
import { listPackUrl, packUrl } from "./pack";

it("asks for some distributors' cards", () => {
  expect(packUrl("2024-Q1", ["dst_a", "dst_b"])).toBe("/exports/scorecards?period=2024-Q1&distributor=dst_a&distributor=dst_b");
});

it("asks for what the list shows, in its order", () => {
  expect(listPackUrl("2024-01", "nps", {})).toBe("/exports/scorecards?period=2024-01");
  expect(listPackUrl("2024-01", "nps", { search: "a&b", tier: ["TIER_1", "TIER_3"], grade: ["D"], sort: "REVENUE.DESC" })).toBe(
    "/exports/scorecards?period=2024-01&search=a%26b&tier=TIER_1&tier=TIER_3&grade=D&sort=REVENUE.DESC",
  );
  expect(listPackUrl("2024-01", "nps", { sort: "METRIC_CHANGE.ASC" })).toBe("/exports/scorecards?period=2024-01&sort=METRIC_CHANGE.ASC&metric=nps");
});
