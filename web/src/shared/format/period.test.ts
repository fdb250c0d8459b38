import { expect, it } from "vitest";
import { formatPeriod, parsePeriod, periodOf, periodRange, periodText, stepPeriod } from "./period";

it.each(["2013", "2013-Q3", "2013-07"])("%s is read and written back", (text) => {
  const period = parsePeriod(text);
  expect(period && periodText(period)).toBe(text);
});

it.each(["13", "2013-Q5", "2013-13", "2013-7", "x"])("%s is no period", (text) => {
  expect(parsePeriod(text)).toBeUndefined();
});

it("steps cross the year", () => {
  expect(periodText(stepPeriod({ kind: "month", year: 2013, part: 1 }, -1))).toBe("2012-12");
  expect(periodText(stepPeriod({ kind: "quarter", year: 2013, part: 4 }, 1))).toBe("2014-Q1");
  expect(periodText(stepPeriod({ kind: "month", year: 2013, part: 3 }, -27))).toBe("2010-12");
});

it("a day lies in its period, and a period knows its days", () => {
  expect(periodText(periodOf("2013-07-31", "quarter"))).toBe("2013-Q3");
  expect(periodRange({ kind: "month", year: 2012, part: 2 })).toEqual({ from: "2012-02-01", until: "2012-02-29" });
  expect(periodRange({ kind: "quarter", year: 2013, part: 3 })).toEqual({ from: "2013-07-01", until: "2013-09-30" });
});

it("each language writes it its own way", () => {
  expect(formatPeriod("2013-07", "en")).toBe("July 2013");
  expect(formatPeriod("2013-07", "zh-Hant")).toBe("2013年7月");
  expect(formatPeriod("2013-Q3", "zh-Hans")).toBe("2013年第3季度");
});
