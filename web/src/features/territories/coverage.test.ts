import { expect, it } from "vitest";
import { coverage, inTheWay } from "./coverage";

const places = [
  { id: "tw", parentId: null },
  { id: "tpe", parentId: "tw" },
  { id: "daan", parentId: "tpe" },
  { id: "de", parentId: null },
  { id: "by", parentId: "de" },
];
const span = (distributor: string, territory: string, exclusive: boolean, line: string | null = null, from = "2025-01-01", until: string | null = null) => ({
  distributor: { id: distributor },
  territory: { id: territory },
  productLine: line ? { id: line } : null,
  exclusive,
  from,
  until,
});
const states = (...args: Parameters<typeof coverage>) => Object.fromEntries([...coverage(...args)].map(([id, cover]) => [id, cover.state]));

it("an assignment covers all that lies within", () => {
  expect(states(places, [span("a", "tw", true)])).toEqual({ tw: "exclusive", tpe: "exclusive", daan: "exclusive", de: "open", by: "open" });
});

it("the nearest assigned region counts", () => {
  const covers = coverage(places, [span("a", "tw", true), span("b", "tpe", false), span("c", "tpe", false)]);
  expect(covers.get("daan")).toEqual({ state: "shared", distributors: 2 });
  expect(covers.get("tw")).toEqual({ state: "exclusive", distributors: 1 });
});

it("a region with assignments in parts of it says so", () => {
  expect(states(places, [span("a", "by", true)])).toMatchObject({ de: "parts", by: "exclusive" });
});

it("another product line doesn't count, all lines do", () => {
  expect(states(places, [span("a", "tw", true, "tools")], "pumps")).toMatchObject({ tw: "open", tpe: "open" });
  expect(states(places, [span("a", "tw", true)], "pumps")).toMatchObject({ tw: "exclusive" });
});

const draft = { distributorId: "b", productLineId: undefined, from: "2025-06-01", until: null, exclusive: true };

it("only another's exclusive one stands in the way of an exclusive one", () => {
  const others = [span("a", "tw", true), span("a", "tw", false), span("b", "tw", true)];
  expect(inTheWay(draft, others)).toEqual([others[0]]);
  expect(inTheWay({ ...draft, exclusive: false }, others)).toEqual([]);
});

it("other lines and other days don't stand in the way", () => {
  expect(inTheWay({ ...draft, productLineId: "pumps" }, [span("a", "tw", true, "tools")])).toEqual([]);
  expect(inTheWay(draft, [span("a", "tw", true, null, "2024-01-01", "2025-05-31")])).toEqual([]);
  expect(inTheWay(draft, [span("a", "tw", true, null, "2024-01-01", "2025-06-01")])).toHaveLength(1);
});
