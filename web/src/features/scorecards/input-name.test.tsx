import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import faults from "~/shared/i18n/locales/en/faults.json";
import { draw } from "~/shared/testing/render";
import { useInputName } from "./input-name";

function Name({ of }: { of: string }) {
  return <p>{useInputName()(of)}</p>;
}

it("names an input in the user's language, and keeps a key that it does not know", async () => {
  await draw(<Name of="repeating_customers" />, "zh-Hant");
  expect(screen.getByText("回購客戶數")).toBeTruthy();
  await draw(<Name of="brand_new" />);
  expect(screen.getByText("brand_new")).toBeTruthy();
});

it("has words for every formula and reason of the server", () => {
  const keys = Object.keys(faults).filter((key) => key.startsWith("scorecard."));
  expect(keys.filter((key) => key.startsWith("scorecard.formula."))).toHaveLength(9);
  expect(keys.filter((key) => key.startsWith("scorecard.noData."))).toHaveLength(8);
});
