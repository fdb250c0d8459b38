import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { draw } from "~/shared/testing/render";
import { RowImport, type RowsOutcome } from "./row-import";

vi.mock("~/shared/upload/upload", () => ({ upload: () => Promise.resolve({ kind: "done", file: { id: "fil_1", name: "a.csv", size: 3, sha256: "" } }) }));

const problem = (row: number) => ({ row, field: "csat", problem: { key: "required", params: {} } });

async function drop(outcome: RowsOutcome) {
  const run = vi.fn().mockResolvedValue({ outcome });
  const { container } = await draw(<RowImport title="Drop a file" hint="CSV" run={run} />);
  await userEvent.upload(container.querySelector<HTMLInputElement>("input[type=file]")!, new File(["a"], "a.csv", { type: "text/csv" }), { applyAccept: false });
  await screen.findByText("Rows taken");
  expect(run).toHaveBeenCalledExactlyOnceWith("fil_1");
}

it("says what became of the rows, each one not taken with its row, column and reason", async () => {
  await drop({ accepted: 7, duplicates: 2, rejected: 2, problems: [problem(3), problem(9)] });
  const rows = screen.getAllByRole("row").slice(1);
  expect(rows.map((row) => row.textContent)).toEqual(["3csatFill in this field.", "9csatFill in this field."]);
  expect(screen.queryByText(/are shown/)).toBeNull();
});

it("says when more was not taken than is shown", async () => {
  await drop({ accepted: 0, duplicates: 0, rejected: 500, problems: [problem(2), problem(3)] });
  expect(screen.getByText("The first 2 rows of 500 are shown.")).toBeTruthy();
});

it("without problems there is no list of them, and another file may follow", async () => {
  await drop({ accepted: 7, duplicates: 0, rejected: 0, problems: [] });
  expect(screen.queryByRole("table")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Import another file" }));
  expect(screen.getByText("Drop a file")).toBeTruthy();
});
