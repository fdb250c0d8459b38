import { expect, it } from "vitest";
import { pricePairs } from "./prices";

const piece = (id: string, measures: Record<string, unknown>, withdrawnAt: string | null = null) => ({ id, measures, quantity: "2.0000", withdrawnAt });

it("sets the price of one against the floor, and leaves out what no longer holds", () => {
  expect(pricePairs([piece("a", { revenue: "161", floor: 100 }), piece("b", { revenue: 90, floor: 100 }, "2026-03-01T00:00:00Z"), piece("c", {})])).toEqual({ kind: "price", rows: [{ id: "a", price: 80.5, against: 100 }] });
});

it("sets online against offline prices", () => expect(pricePairs([piece("a", { onlineMean: 80, offlineMean: 100 })])).toEqual({ kind: "online", rows: [{ id: "a", price: 80, against: 100 }] }));

it("has no picture where no price was looked at", () => expect(pricePairs([piece("a", { exclusive: true })])).toBeUndefined());
