import { expect, it } from "vitest";
import { controllersOf, type RegisterRecord } from "./category";
import { formatDays } from "./days";

it("says whole years as years, and anything else as days", () => {
  expect(formatDays(1825, "en")).toBe("5 years");
  expect(formatDays(365, "en")).toBe("1 year");
  expect(formatDays(90, "en")).toBe("90 days");
  expect(formatDays(400, "zh-Hant")).toContain("400");
});

it("names each controller once, in the register's order", () => {
  const record = (id: string, category: RegisterRecord["category"]): RegisterRecord => ({ category, controller: { id, kind: "DISTRIBUTOR", name: id }, subjects: 1, disclosures: [] });
  expect(controllersOf([record("b", "IDENTITY"), record("b", "CONTACT"), record("a", "IDENTITY")]).map(({ id }) => id)).toEqual(["b", "a"]);
});
