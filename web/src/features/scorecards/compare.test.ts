import { describe, expect, it } from "vitest";
import { compositeChange, fellMost, ordered, toneOf, worstFirst, type Card } from "./compare";
import { changeOf, turnOf } from "./trend";

const metric = (key: string, before: string | null, value: string | null, higherIsBetter = true, score = value) => ({ key, value, score, higherIsBetter, trend: [{ value: before }, { value }] });
const card = (name: string, composite: string | null, metrics: Card["metrics"], parts: Record<string, string>) => ({
  name,
  composite,
  metrics,
  movement: { from: "80.00", to: composite, parts: Object.entries(parts).map(([key, points]) => ({ key, points })) },
});

const cards = [
  card("Alpha", "90.00", [metric("growth", "10", "12"), metric("response", "20", "50", false)], { growth: "1.00", response: "-3.00", deductions: "-9.00" }),
  card("Beta", "70.00", [metric("growth", "10", "4"), metric("response", "30", "20", false)], { growth: "-2.50", response: "1.00" }),
  card("Gamma", null, [metric("growth", null, "8"), metric("response", "20", null, false)], {}),
];
const names = (order: Parameters<typeof ordered>[1]) => ordered(cards, order, ({ name }) => name).map(({ name }) => name);

describe("what fell", () => {
  it("is told of all together, and of each", () => {
    expect(worstFirst(cards)).toEqual(["response", "growth"]);
    expect(cards.map((one) => fellMost(one)?.key)).toEqual(["deductions", "growth", undefined]);
  });

  it("is worse when a metric that should be low rises", () => {
    expect(changeOf(metric("response", "20", "50", false))).toBe(30);
    expect(turnOf(metric("response", "20", "50", false))).toBe(-30);
    expect(turnOf(metric("growth", null, "8"))).toBeNull();
  });

  it("is no number of a composite that is missing", () => {
    expect(cards.map(compositeChange)).toEqual([10, -10, null]);
  });
});

describe("the order", () => {
  it("puts those without a value last, both ways", () => {
    expect(names({ by: "composite", how: "score", direction: "ASC" })).toEqual(["Beta", "Alpha", "Gamma"]);
    expect(names({ by: "composite", how: "score", direction: "DESC" })).toEqual(["Alpha", "Beta", "Gamma"]);
  });

  it("goes by how a metric moved for better or worse, or by its score", () => {
    expect(names({ by: "response", how: "change", direction: "ASC" })).toEqual(["Alpha", "Beta", "Gamma"]);
    expect(names({ by: "growth", how: "change", direction: "ASC" })).toEqual(["Beta", "Alpha", "Gamma"]);
    expect(names({ by: "growth", how: "score", direction: "DESC" })).toEqual(["Alpha", "Gamma", "Beta"]);
  });

  it("goes by name when told", () => {
    expect(names({ by: "name", how: "score", direction: "DESC" })).toEqual(["Gamma", "Beta", "Alpha"]);
  });
});

it("tells scores apart in four tones", () => {
  expect(["100", "99.99", "60", "59.99", null].map(toneOf)).toEqual(["good", "fair", "poor", "bad", undefined]);
});
