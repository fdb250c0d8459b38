import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { CombinedError } from "@urql/core";
import { expect, it, vi } from "vitest";
import { draw } from "~/shared/testing/render";
import { DataTable, type Column } from "./data-table";

interface Row {
  id: string;
  name: string;
  sum: number;
}

const columns: Column<Row>[] = [
  { id: "name", header: "Name", primary: true, sortField: "NAME", cell: (row) => row.name },
  { id: "sum", header: "Sum", numeric: true, cell: (row) => row.sum },
];
const rows: Row[] = [
  { id: "a", name: "Alpha", sum: 1 },
  { id: "b", name: "Beta", sum: 2 },
];
const pageInfo = { hasNextPage: true, hasPreviousPage: false, startCursor: "first", endCursor: "last" };
const basics = { label: "Things", columns, rowId: (row: Row) => row.id, empty: { title: "No things", hint: "Add one." } };

it("shows rows under headers, with the first column as the row's header", async () => {
  await draw(<DataTable {...basics} rows={rows} />);
  const table = screen.getByRole("table", { name: "Things" });
  expect(within(table).getAllByRole("columnheader").map((cell) => cell.textContent)).toEqual(["Name", "Sum"]);
  expect(within(table).getByRole("rowheader", { name: "Beta" })).toBeTruthy();
});

it("sorts upwards first", async () => {
  const onSort = vi.fn();
  await draw(<DataTable {...basics} rows={rows} onSort={onSort} />);
  await userEvent.click(screen.getByRole("button", { name: /Name/ }));
  expect(onSort).toHaveBeenLastCalledWith("NAME.ASC");
});

it("says which way it is sorted", async () => {
  const onSort = vi.fn();
  await draw(<DataTable {...basics} rows={rows} sort="NAME.ASC" onSort={onSort} />);
  expect(screen.getByRole("columnheader", { name: /Name/ }).getAttribute("aria-sort")).toBe("ascending");
  await userEvent.click(screen.getByRole("button", { name: /Name/ }));
  expect(onSort).toHaveBeenLastCalledWith("NAME.DESC");
});

it("steps to the next page by cursor, and not before the first", async () => {
  const onPage = vi.fn();
  await draw(<DataTable {...basics} rows={rows} pageInfo={pageInfo} totalCount={42} onPage={onPage} />);
  expect(screen.getByText("2 of 42 rows")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Previous" })).toHaveProperty("disabled", true);
  await userEvent.click(screen.getByRole("button", { name: "Next" }));
  expect(onPage).toHaveBeenCalledWith({ after: "last" });
});

it("says so where there are too many rows to count", async () => {
  await draw(<DataTable {...basics} rows={rows} pageInfo={pageInfo} totalCount={null} onPage={vi.fn()} />);
  expect(screen.getByText("2 rows of a great many")).toBeTruthy();
});

it("without rows says what to do", async () => {
  await draw(<DataTable {...basics} rows={[]} />);
  expect(screen.getByText("Add one.")).toBeTruthy();
});

it("after a failure says what happened and lets one try again", async () => {
  const onRetry = vi.fn();
  const error = new CombinedError({ graphQLErrors: [{ message: "x", extensions: { code: "FORBIDDEN", key: "auth.forbidden", params: {}, requestId: "req_7" } }] });
  await draw(<DataTable {...basics} rows={undefined} error={error} onRetry={onRetry} />);
  expect(screen.getByRole("alert").textContent).toContain("Your role doesn’t allow this");
  expect(screen.getByRole("alert").textContent).toContain("req_7");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(onRetry).toHaveBeenCalled();
});

it("while loading shows a skeleton and says so", async () => {
  await draw(<DataTable {...basics} rows={undefined} />);
  expect(screen.getByRole("table").getAttribute("aria-busy")).toBe("true");
  expect(screen.getByRole("status").textContent).toBe("Loading…");
});
