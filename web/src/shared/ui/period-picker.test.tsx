import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { draw } from "~/shared/testing/render";
import { PeriodPicker } from "./period-picker";

it("steps back, but not past today", async () => {
  const onChange = vi.fn();
  await draw(<PeriodPicker label="Period" value="2025-11" today="2025-11-20" onChange={onChange} />);
  expect(screen.getByRole("button", { name: "Next period" })).toHaveProperty("disabled", true);
  await userEvent.click(screen.getByRole("button", { name: "Previous period" }));
  expect(onChange).toHaveBeenCalledWith("2025-10");
});

it("another kind keeps to the same time, and never goes past today", async () => {
  const onChange = vi.fn();
  await draw(<PeriodPicker label="Period" value="2025-05" today="2025-11-20" onChange={onChange} />);
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Kind of period" }), "quarter");
  expect(onChange).toHaveBeenLastCalledWith("2025-Q2");
});

it("a year opened as months shows a month that has begun", async () => {
  const onChange = vi.fn();
  await draw(<PeriodPicker label="Period" value="2025" today="2025-11-20" onChange={onChange} />);
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Kind of period" }), "month");
  expect(onChange).toHaveBeenLastCalledWith("2025-11");
});
