import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { draw } from "~/shared/testing/render";
import { FigureFrame } from "./figure-frame";
import { Sparkline } from "./sparkline";

it("the picture has a table behind it, which everybody may look at", async () => {
  await draw(
    <FigureFrame label="Revenue" axis="Month" labels={["May", "June"]} series={[{ name: "Net", as: "bar", values: [1, null] }]} format={(value) => `${value} EUR`}>
      <svg />
    </FigureFrame>,
  );
  expect(within(screen.getByRole("table", { name: "Revenue" })).getByRole("cell", { name: "1 EUR" })).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Show as table" }));
  expect(screen.getByRole("row", { name: "June –" })).toBeTruthy();
});

it("a sparkline tells its ends and extremes, and leaves out what is missing", async () => {
  await draw(<Sparkline label="Growth" points={[{ label: "May", value: 4 }, { label: "June", value: null }, { label: "July", value: 2 }]} format={(value) => `${value}%`} />);
  expect(screen.getByText("Growth: 4% in May, 2% in July; lowest 2%, highest 4%")).toBeTruthy();
});
