import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
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
