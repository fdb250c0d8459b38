import { expect, it } from "vitest";
import { multiplyDecimals, negated, readDecimal, sumDecimals } from "./decimal";

it("sums are exact where floats are not", () => {
  expect(sumDecimals(["0.1", "0.2"])).toBe("0.3");
  expect(sumDecimals(["12300.0000", "-0.5", "99999999999999.9999"])).toBe("100000000012299.4999");
  expect(sumDecimals(["1", "-1"])).toBe("0");
  expect(sumDecimals(["-0.25"])).toBe("-0.25");
});

it("a sign turns, but not of nothing", () => {
  expect([negated("5.1"), negated("-5.1"), negated("0.00")]).toEqual(["-5.1", "5.1", "0.00"]);
});

it("numbers are read as people type them", () => {
  expect(["1,234.50", "１２３", " -4 ", "+7", "1.2.3", "abc", ""].map(readDecimal)).toEqual(["1234.50", "123", "-4", "7", undefined, undefined, undefined]);
});

it("products are exact", () => {
  expect(multiplyDecimals("3", "1280.5")).toBe("3841.5");
  expect(multiplyDecimals("-0.1", "0.2")).toBe("-0.02");
});
