import { expect, it } from "vitest";
import { draw } from "~/shared/testing/render";
import { useMetricChange, type MetricUnit } from "./metric";

function Change({ by, unit }: { by: number; unit: MetricUnit }) {
  return <output>{useMetricChange()(by, unit)}</output>;
}

it.each([
  [-4.24, "PERCENT", "−4.2 pp"],
  [0, "PERCENT", "0.0 pp"],
  [2, "COUNT", "+2"],
  [1.7, "SCORE", "+1.7"],
] as const)("a change of %d is told in %s", async (by, unit, text) => {
  const { container } = await draw(<Change by={by} unit={unit} />);
  expect(container.querySelector("output")?.textContent).toBe(text);
});
