import { useForm } from "@mantine/form";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { draw } from "~/shared/testing/render";
import type { Definition } from "../programme";
import { programmeValues, ruleOf, type ProgrammeValues } from "../programme-form";
import { MetricRules } from "./metric-rules";

const bounds = { floor: "0", target: "100", stretch: "120" };
const definitions: Definition[] = ["revenue_attainment", "repeat_rate", "conflict_response"].map((key) => ({ key, unit: "PERCENT", higherIsBetter: key !== "conflict_response", month: bounds, quarter: bounds, year: bounds }));

function Editor({ weights }: { weights: string[] }) {
  const values = programmeValues(undefined, "2027-01-01");
  const form = useForm<ProgrammeValues>({ initialValues: { ...values, rules: weights.map((weight, index) => ({ ...ruleOf(definitions[index]!, []), weight })) } });
  return <MetricRules form={form} definitions={definitions} />;
}

const names = () => screen.getAllByRole("textbox", { name: /^Weight of/ }).map((field) => field.getAttribute("aria-label"));

it("says while one types what is missing to 100, and brings it there", async () => {
  await draw(<Editor weights={["60", "30"]} />);
  expect(screen.getByRole("status").textContent).toMatch(/^The weights add up to 90\s?%: 10\s?% missing\.$/);
  const [first] = screen.getAllByRole("textbox", { name: /^Weight of/ });
  await userEvent.clear(first!);
  await userEvent.type(first!, "70.5");
  expect(screen.getByRole("status").textContent).toMatch(/0\.5\s?% too much/);
  await userEvent.click(screen.getByRole("button", { name: /^Bring to 100/ }));
  expect(screen.getByRole("status").textContent).toMatch(/add up to 100/);
});

it("a metric is added with what is left, moved by the keyboard and removed", async () => {
  await draw(<Editor weights={["60", "30"]} />);
  await userEvent.click(screen.getByRole("button", { name: "Add" }));
  expect(names()).toEqual(["Weight of Revenue against target", "Weight of Repeat customers", "Weight of Response to conflicts"]);
  expect(screen.getByRole("status").textContent).toMatch(/add up to 100/);
  expect(screen.getByText(/^Lower is better/)).toBeTruthy();
  screen.getByRole("button", { name: "Move Response to conflicts up" }).focus();
  await userEvent.keyboard("{Enter}");
  expect(names()[1]).toBe("Weight of Response to conflicts");
  await userEvent.click(screen.getByRole("button", { name: "Remove Revenue against target" }));
  expect(names()).toHaveLength(2);
});

it("bounds open at their metric, each field with a name of its own", async () => {
  await draw(<Editor weights={["100"]} />);
  expect(screen.queryByRole("textbox", { name: /Quarter/ })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Bounds of Revenue against target" }));
  expect(screen.getAllByRole("textbox", { name: /^Revenue against target, (Month|Quarter|Year): (Floor|Target|Stretch)/ })).toHaveLength(9);
});
