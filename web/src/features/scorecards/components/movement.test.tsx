import { screen } from "@testing-library/react";
import { maskFragments } from "gql.tada";
import { expect, it } from "vitest";
import { draw } from "~/shared/testing/render";
import { Movement, movementFragment } from "./movement";

const card = (from: string | null, to: string | null) =>
  maskFragments([movementFragment], { period: "2026-10", movement: { period: "2026-09", from, to, parts: [{ key: "nps", points: "-1.20" }, { key: "data_quality", points: "3.50" }, { key: "deductions", points: "0" }] } });

it("has a table of what each metric added or took, between the two composites", async () => {
  await draw(<Movement data={card("79.10", "81.40")} />);
  expect(screen.getAllByRole("row").map((row) => row.textContent)).toEqual(["PartPointsComposite", "September 2026–79.10", "Data quality3.5082.60", "Net promoter score−1.2081.40", "October 2026–81.40"]);
  expect(screen.getByText("+2.30 points since September 2026")).toBeTruthy();
});

it("says so when there is nothing to compare with", async () => {
  await draw(<Movement data={card(null, "81.40")} />);
  expect(screen.getByText("There was no composite in September 2026 to compare with.")).toBeTruthy();
  expect(screen.queryByRole("table")).toBeNull();
});
