import { screen } from "@testing-library/react";
import { maskFragments } from "gql.tada";
import { expect, it } from "vitest";
import { draw } from "~/shared/testing/render";
import { Deductions, deductionsFragment } from "./deductions";

const late = (month: string) => ({ key: "late_report", points: "2", on: `${month}-11`, reason: { key: "scorecard.deduction.late_report", params: { month } }, conflictId: null });
const card = (base: string | null, months: string[]) => maskFragments([deductionsFragment], { base, deductions: months.map(late) });
const rows = () => screen.getAllByRole("row").map((row) => row.textContent);

it("leads from the mean to the composite, line by line", async () => {
  await draw(<Deductions data={card("86.40", ["2026-08", "2026-09"])} composite="82.40" />);
  expect(rows()).toEqual(["Weighted mean of the metrics86.4", "Report of August 2026 late or missingAug 11, 2026−2.0", "Report of September 2026 late or missingSep 11, 2026−2.0", "Composite82.4"]);
});

it("says when more was found than is taken", async () => {
  await draw(<Deductions data={card("86.40", ["2026-07", "2026-08", "2026-09"])} composite="82.40" />);
  expect(rows()).toContain("Beyond the most that is taken+2.0");
});

it("is not there without deductions", async () => {
  await draw(<Deductions data={card("86.40", [])} composite="86.40" />);
  expect(screen.queryByRole("table")).toBeNull();
});
