import { describe, expect, it } from "vitest";
import { defaultPeriod, lineFilter, narrowing, rangeOf, sumFilter, sumsDiffer, trendFilter, trendMonths } from "./filters";
import { salesSearch } from "./search";

const today = "2025-11-20";

describe("the range", () => {
  it("is the year of the last whole month unless told", () => {
    expect(rangeOf({}, today)).toEqual({ from: "2025-01-01", until: "2025-12-31" });
    expect(defaultPeriod("2026-01-03")).toBe("2025");
  });

  it("is the period's, or the days given instead of it", () => {
    expect(rangeOf({ period: "2024-Q1" }, today)).toEqual({ from: "2024-01-01", until: "2024-03-31" });
    expect(rangeOf({ period: "2024-Q1", from: "2024-05-02" }, today)).toEqual({ from: "2024-05-02", until: undefined });
  });
});

describe("the filters", () => {
  it("read returns from the text of the URL, whichever type it has", () => {
    expect(lineFilter(salesSearch({ returns: "false" }), today).returns).toBe(false);
    expect(lineFilter(salesSearch({ returns: true }), today).returns).toBe(true);
    expect(lineFilter(salesSearch({}), today).returns).toBeNull();
  });

  it("give sums whole months and nothing that sums do not know", () => {
    const search = salesSearch({ from: "2024-03-10", until: "2024-04-30", returns: "false", voided: "true", channel: "STORE" });
    const filter = sumFilter(search, today);
    expect(filter).toMatchObject({ from: "2024-03-01", until: "2024-04-30", channelType: "STORE" });
    expect(filter).not.toHaveProperty("returns");
    expect(filter).not.toHaveProperty("includeVoided");
    expect(sumsDiffer(search, today)).toEqual({ days: true, returns: true, breach: false });
    expect(sumsDiffer({ period: "2024" }, today)).toEqual({ days: false, returns: false, breach: false });
  });
});

describe("lines in breach", () => {
  it("narrow the list, and not the sums", () => {
    const search = salesSearch({ period: "2024-03", breach: "PRICE" });
    expect(lineFilter(search, today).breach).toBe("PRICE");
    expect(sumFilter(search, today)).not.toHaveProperty("breach");
    expect(sumsDiffer(search, today).breach).toBe(true);
    expect(salesSearch({ breach: "SECRET" })).toEqual({});
  });
});

describe("the trend", () => {
  it("shows the range's months up to today", () => {
    const months = trendMonths({ period: "2025" }, today);
    expect([months[0], months.at(-1), months.length]).toEqual(["2025-01", "2025-11", 11]);
  });

  it("shows twelve months where the range has fewer than three", () => {
    const months = trendMonths({ period: "2025-02" }, today);
    expect([months[0], months.at(-1), months.length]).toEqual(["2024-03", "2025-02", 12]);
    expect(trendFilter({ period: "2025-02", line: "pln_1" }, today)).toMatchObject({ from: "2024-03-01", until: "2025-02-28", productLineId: "pln_1" });
  });
});

describe("narrowing", () => {
  it("sets the filter of the group's dimension", () => {
    expect(narrowing({ dimension: "PRODUCT", key: "prd_1" })).toEqual({ product: "prd_1" });
    expect(narrowing({ dimension: "MONTH", key: "2025-02" })).toEqual({ period: "2025-02", from: undefined, until: undefined });
  });

  it("leads nowhere for lines that do not say", () => {
    expect(narrowing({ dimension: "TERRITORY", key: "" })).toBeUndefined();
  });
});
