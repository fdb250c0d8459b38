import { expect, it } from "vitest";
import { cascadeSums } from "./cascade";

const part = (period: string, amount: string, before: string | null = null, closed = false) => ({ period, amount: { amount }, before: before === null ? null : { amount: before }, closed });

it("says what changes: closed months and equal amounts don't", () => {
  const parts = [part("2026-01", "100.00", "100.0000", true), part("2026-02", "50.10", "50.1000"), part("2026-03", "20.20", "10"), part("2026-04", "0.1")];
  expect(cascadeSums(parts)).toEqual({ before: "160.1", after: "170.4", changed: 2, closed: 1 });
});

it("nothing set before is nothing, and not 0", () => {
  expect(cascadeSums([part("2026-01", "1")]).before).toBeUndefined();
});
