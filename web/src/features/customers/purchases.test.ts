import { expect, it } from "vitest";
import { monthsBetween, stacksOf } from "./purchases";

const bought = (month: string, channel: string, amount: string) => ({ month, channel, revenue: { amount } });

it("months run over the turn of the year", () => {
  expect(monthsBetween("2025-11-01", "2026-02-01")).toEqual(["2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01"]);
  expect(monthsBetween("2026-02-01", "2026-01-01")).toEqual([]);
});

it("purchases are summed exactly by month and group, and small groups become one", () => {
  const rows = [bought("2026-01-01", "STORE", "0.1"), bought("2026-01-01", "STORE", "0.2"), bought("2026-02-01", "DIRECT", "5"), bought("2026-02-01", "SOCIAL", "-1"), bought("2026-02-01", "ECOMMERCE", "2")];
  const stacks = stacksOf(rows, ["2026-01-01", "2026-02-01"], (one) => one.channel, 3, "Others");
  expect(stacks).toEqual([
    { name: "DIRECT", values: [null, 5] },
    { name: "ECOMMERCE", values: [null, 2] },
    { name: "Others", values: [0.3, -1] },
  ]);
});
