import { expect, it } from "vitest";
import { amountOf, columnsOf, partsOf, totalOf } from "./target";

const target = (period: string, amount: string, line?: string) => ({ period, amount: { amount }, productLine: line ? { id: line } : null });

it("takes the target that is set for all lines together first", () => {
  expect(amountOf([target("2025-Q1", "300"), target("2025-Q1", "100", "tools"), target("2025-01", "50")], "2025-Q1")).toEqual({ amount: "300", origin: "set" });
});

it("else the sum over single lines, else over the parts", () => {
  expect(amountOf([target("2025-Q1", "100.50", "tools"), target("2025-Q1", "20", "pumps"), target("2025-01", "50")], "2025-Q1")).toEqual({ amount: "120.5", origin: "lines" });
  expect(amountOf([target("2025-01", "50"), target("2025-02", "60"), target("2025-Q2", "70")], "2025")).toEqual({ amount: "180", origin: "parts" });
});

it("a line counts its own targets alone", () => {
  const targets = [target("2025-01", "50", "tools"), target("2025-01", "70", "pumps"), target("2025-02", "10", "tools")];
  expect(amountOf(targets, "2025-Q1", "tools")).toEqual({ amount: "60", origin: "parts" });
  expect(amountOf(targets, "2025-01", "pumps")).toEqual({ amount: "70", origin: "set" });
});

it("none is none, and never 0", () => {
  expect(amountOf([], "2025")).toBeUndefined();
  expect(totalOf([undefined, undefined])).toBeUndefined();
  expect(totalOf([undefined, { amount: "0", origin: "set" }])).toBe("0");
});

it("a year has quarters, a quarter months", () => {
  expect(partsOf("2025-Q4")).toEqual(["2025-10", "2025-11", "2025-12"]);
  expect(partsOf("2025-07")).toEqual([]);
  expect(columnsOf("2025", "month")).toHaveLength(12);
});
