import { expect, it } from "vitest";
import { bandsRise, holds, ruleValues, settingInput } from "./rule-form";

const current = {
  version: 0,
  validFrom: "2026-01-01",
  enabled: true,
  values: [
    { key: "tolerance", value: "3", unit: "PERCENT" as const, least: "0", most: "50", choices: [], default: "3" },
    { key: "groupBy", value: "MONTH", unit: "CHOICE" as const, least: null, most: null, choices: ["MONTH", "ORDER"], default: "MONTH" },
  ],
  bands: { medium: "1000.0000", high: "10000", critical: "100000.5000" },
  tellsParties: false,
  quietDays: 30,
  mode: "ADVISORY" as const,
  legalBasis: "",
  jurisdictions: [],
  reason: "",
  changedBy: null,
  changedAt: null,
};

it("a threshold is held within its bounds, days are whole", () => {
  const percent = { unit: "PERCENT" as const, least: "0", most: "50" };
  expect(holds(percent, "50")).toBe(true);
  expect(holds(percent, "50.1")).toBe(false);
  expect(holds(percent, "many")).toBe(false);
  expect(holds({ unit: "DAYS", least: "1", most: null }, "1.5")).toBe(false);
});

it("bands rise or are refused", () => {
  expect(bandsRise({ medium: "1,000", high: "2000", critical: "2000" })).toBe(true);
  expect(bandsRise({ medium: "3000", high: "2000", critical: "4000" })).toBe(false);
  expect(bandsRise({ medium: "0", high: "2000", critical: "4000" })).toBe(false);
  expect(bandsRise({ medium: "", high: "2000", critical: "4000" })).toBe(false);
});

it("what is not changed goes back as it came, numbers as the server writes them", () => {
  const values = ruleValues({ current }, "2026-05-01");
  expect(values.setting.bands).toEqual({ medium: "1000", high: "10000", critical: "100000.5" });
  values.setting.values[0] = { key: "tolerance", value: " ５ " };
  expect(settingInput("PRICE_BELOW_FLOOR", values)).toMatchObject({
    rule: "PRICE_BELOW_FLOOR",
    validFrom: "2026-05-01",
    values: [
      { key: "tolerance", value: "5" },
      { key: "groupBy", value: "MONTH" },
    ],
  });
});
