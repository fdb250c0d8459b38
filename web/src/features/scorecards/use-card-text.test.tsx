import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { draw } from "~/shared/testing/render";
import { useCardText } from "./use-card-text";

function Text({ of, params }: { of: string; params: Record<string, unknown> }) {
  return <p>{useCardText()({ key: of, params })}</p>;
}

it("writes days and months of a message as the language does", async () => {
  await draw(<Text of="scorecard.note.joined" params={{ on: "2026-10-09" }} />);
  expect(screen.getByText(/It joined on Oct 9, 2026:/)).toBeTruthy();
  await draw(<Text of="scorecard.deduction.late_report" params={{ month: "2026-09" }} />, "zh-Hant");
  expect(screen.getByText("2026年9月的回報逾期或缺漏")).toBeTruthy();
});
