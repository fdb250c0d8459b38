import { expect, it } from "vitest";
import { contestable, contestFilter } from "./contest";

const lines = { distributorId: "dst_1", from: "2026-07-01", until: "2026-07-31", returns: null };
const all = { lines: { ...lines, breach: null } };
const inBreach = { lines: { ...lines, breach: "TERRITORY" as const } };

it("offers the lines in breach of a metric of breaches, and all when asked for", () => {
  for (const inputs of [[all, inBreach], [inBreach, all]]) {
    const found = contestable(inputs);
    expect(found).toEqual({ ...lines, held: "TERRITORY" });
    expect(found && contestFilter(found, true, "")).toEqual({ ...lines, breach: "TERRITORY", invoiceNumber: null });
    expect(found && contestFilter(found, false, "I-7")).toEqual({ ...lines, breach: null, invoiceNumber: "I-7" });
  }
});

it("offers all lines of another metric, and none of one that is not made of lines", () => {
  const found = contestable([{ lines: null }, all]);
  expect(found).toEqual({ ...lines, held: null });
  expect(found && contestFilter(found, false, "")).toEqual({ ...lines, breach: null, invoiceNumber: null });
  expect(contestable([{ lines: null }])).toBeUndefined();
});
