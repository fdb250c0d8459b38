import { expect, it } from "vitest";
import { formatBytes, formatDate, formatDateRange, formatDecimal, formatDuration, formatMoney, formatPercent } from "./format";

it("money is exact and rounds half-even to the minor unit", () => {
  expect(formatMoney({ amount: "80450596.9823", currency: "USD" }, "en")).toBe("$80,450,596.98");
  expect(formatMoney({ amount: "0.125", currency: "USD" }, "en")).toBe("$0.12");
  expect(formatMoney({ amount: "12345678901234567890.12", currency: "EUR" }, "en")).toBe("€12,345,678,901,234,567,890.12");
  expect(formatMoney({ amount: "1234.5", currency: "JPY" }, "en")).toBe("¥1,234");
});

it("money in short keeps three digits, and groups them", () => {
  const short = (amount: string, language: "en" | "zh-Hant") => formatMoney({ amount, currency: "TWD" }, language, { compact: true });
  expect(short("123940000", "zh-Hant")).toBe("$1.24億");
  expect(short("13547976", "zh-Hant")).toBe("$1,355萬");
  expect(short("3172", "zh-Hant")).toBe("$3,172");
  expect(short("4280000", "en")).toBe("NT$4.28M");
  expect(short("4000000", "en")).toBe("NT$4.00M");
  expect(short("836249", "en")).toBe("NT$836K");
  expect(short("0.0000", "en")).toBe("NT$0");
});

it("beside an axis money has only the digits that tell", () => {
  expect(["0", "2500000", "10000000"].map((amount) => formatMoney({ amount, currency: "TWD" }, "en", { compact: "axis" }))).toEqual(["NT$0", "NT$2.5M", "NT$10M"]);
});

it("decimals, per cent, days and durations follow the language", () => {
  expect(formatDecimal("1234.5000", "en")).toBe("1,234.5");
  expect(formatPercent("96.44", "en")).toBe("96.4%");
  expect(formatPercent("-3.2", "en", { signed: true })).toBe("−3.2%");
  expect(formatPercent("100", "en")).toBe("100%");
  expect(formatPercent("100", "en", { digits: 1 })).toBe("100.0%");
  expect(formatDateRange("2013-07-01", "2013-07-31", "en")).toBe("Jul 1 – 31, 2013");
  expect(formatDateRange("2013-07-01", "2013-07-31", "zh-Hans")).toBe("2013年7月1日至7月31日");
  expect(formatDateRange("2013-12-01", "2014-01-31", "zh-Hant")).toBe("2013年12月1日至2014年1月31日");
  expect(formatDateRange("2013-07-01", "2013-07-01", "zh-Hant")).toBe("2013年7月1日");
  expect(formatDate("2013-07-31", "zh-Hant")).toBe("2013年7月31日");
  expect(formatDuration(125, "en")).toBe("2 min");
  expect(formatBytes(81, "zh-Hant")).toBe("0.1 kB");
  expect(formatBytes(1234, "en")).toBe("1.2 kB");
});
