import { describe, expect, it } from "vitest";
import { steps, stretch } from "./movement";

const parts = [
  { key: "data_quality", points: "-4.50" },
  { key: "revenue_growth", points: "6.00" },
  { key: "nps", points: "0.00" },
  { key: "deductions", points: "-2.00" },
  { key: "mix_breadth", points: "1.25" },
];

describe("steps", () => {
  it("lead from the one composite to the other, gains first", () => {
    const laid = steps(80, parts);
    expect(laid.map(({ key }) => key)).toEqual(["revenue_growth", "mix_breadth", "deductions", "data_quality"]);
    expect(laid[0]).toEqual({ key: "revenue_growth", points: 6, from: 80, to: 86 });
    expect(laid.at(-1)?.to).toBeCloseTo(80.75);
    laid.slice(1).forEach((step, index) => expect(step.from).toBe(laid[index]?.to));
  });

  it("leave out what moved nothing", () => {
    expect(steps(80, [{ key: "nps", points: "0.00" }])).toEqual([]);
  });
});

it("the stretch holds every value with air around it", () => {
  expect(stretch([80, 90])).toEqual({ low: 79, high: 91 });
  expect(stretch([80])).toEqual({ low: 79, high: 81 });
});
