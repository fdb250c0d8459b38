import { expect, it } from "vitest";
import { pricePairs } from "./prices";

const piece = (id: string, measures: Record<string, unknown>, withdrawnAt: string | null = null) => ({ id, measures, withdrawnAt });

it("sets each price against its floor, and leaves out what no longer holds", () => {
  expect(pricePairs([piece("a", { price: "80.5", floor: 100 }), piece("b", { price: 90, floor: 100 }, "2026-03-01T00:00:00Z"), piece("c", {})])).toEqual({ kind: "price", rows: [{ id: "a", price: 80.5, against: 100 }] });
});

it("sets online against offline prices", () => expect(pricePairs([piece("a", { online: 80, offline: 100 })])?.kind).toBe("online"));

it("has no picture where no price was looked at", () => expect(pricePairs([piece("a", { exclusive: true })])).toBeUndefined());
