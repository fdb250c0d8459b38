import { expect, it } from "vitest";
import type { TerritoryRow } from "./channel";
import { sorted } from "./territories";

const row = (code: string, revenue: string, depth: string | null): TerritoryRow => ({
  breadth: 1,
  length: null,
  depth,
  density: null,
  assigned: 0,
  territory: { id: code, code, name: { default: code, zhHant: null, zhHans: null } },
  revenue: { amount: revenue, currency: "TWD" },
  lastYear: { amount: "0", currency: "TWD" },
});
const rows = [row("b", "900", null), row("a", "1000", "1.5"), row("c", "-20", "10")];
const order = (sort: string) => sorted(rows, sort, (one) => one.territory.code).map((one) => one.territory.code).join("");

it("sorts by numbers, not by their digits", () => {
  expect(order("REVENUE.DESC")).toBe("abc");
  expect(order("REVENUE.ASC")).toBe("cba");
});

it("what has no value stands last whichever way", () => {
  expect(order("DEPTH.ASC")).toBe("acb");
  expect(order("DEPTH.DESC")).toBe("cab");
});

it("equal ones follow their names", () => {
  expect(order("BREADTH.DESC")).toBe("abc");
  expect(order("NAME.DESC")).toBe("cba");
});
