import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { draw } from "~/shared/testing/render";
import { ScaleField } from "./scale-field";

function Stars() {
  const [value, setValue] = useState<number>();
  return <ScaleField legend="How was it?" values={[1, 2, 3]} value={value} onChange={setValue} nameOf={(one) => `${one} stars`} sign={(one) => one} low="bad" high="good" filled error={value === undefined ? "Choose" : undefined} />;
}

it("is one group of radios with names, reached by one Tab and chosen by the keyboard", async () => {
  await draw(<Stars />);
  expect(screen.getByRole("group", { name: "How was it?" })).toBeTruthy();
  await userEvent.tab();
  expect(document.activeElement).toBe(screen.getByRole("radio", { name: "1 stars" }));
  await userEvent.keyboard(" ");
  expect((screen.getByRole("radio", { name: "1 stars" }) as HTMLInputElement).checked).toBe(true);
  // One name is what makes the arrow keys walk them.
  expect(new Set(screen.getAllByRole("radio").map((radio) => (radio as HTMLInputElement).name)).size).toBe(1);
  expect(screen.queryByRole("alert")).toBeNull();
});

it("stars are lit up to the chosen one", async () => {
  const { container } = await draw(<Stars />);
  expect(screen.getByRole("alert").textContent).toBe("Choose");
  await userEvent.click(screen.getByRole("radio", { name: "2 stars" }));
  expect(container.querySelectorAll("label[data-on]")).toHaveLength(2);
});
