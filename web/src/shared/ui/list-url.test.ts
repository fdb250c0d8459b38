import { expect, it } from "vitest";
import { listUrl } from "./list-url";

it("narrows the file as the list is narrowed", () => {
  expect(listUrl("market-sizes", "csv", {})).toBe("/exports/market-sizes?format=csv");
  expect(listUrl("feedback", "xlsx", { distributor: "dst_a", period: undefined, unhappy: true })).toBe("/exports/feedback?format=xlsx&distributor=dst_a&unhappy=true");
});
