import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { draw } from "~/shared/testing/render";
import { ScoreBar } from "./score-bar";

const bounds = { floor: "50", target: "100", stretch: "110" };

it("says what the picture shows, and what the bounds are worth", async () => {
  await draw(<ScoreBar label="Revenue against target" unit="PERCENT" value="96.40" score="92.80" {...bounds} />);
  expect(screen.getByText("Revenue against target: 96.4% scores 92.8 of 120")).toBeTruthy();
  expect(screen.getByText("100 points at 100%")).toBeTruthy();
});

it("draws nothing for a metric without data", async () => {
  const { container } = await draw(<ScoreBar label="Data quality" unit="PERCENT" value={null} score={null} {...bounds} />);
  expect(container.querySelector("[data-tone]")).toBeNull();
  expect(screen.queryByText(/scores/)).toBeNull();
});

it("keeps a sliver for 0 points, so that data never looks like none", async () => {
  const { container } = await draw(<ScoreBar label="Growth" unit="PERCENT" value="-30" score="0" {...bounds} />);
  expect(container.querySelector<HTMLElement>("[data-tone=bad]")?.style.width).toBe("1.2%");
});
