import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { draw } from "~/shared/testing/render";
import { ColumnList } from "./column-list";

const columns = [
  { index: 0, header: "單據號", field: "INVOICE_NUMBER", confidence: "SYNONYM" },
  { index: 1, header: "", field: null, confidence: "NONE" },
] as const;
const names = { INVOICE_NUMBER: "Invoice number", NET_AMOUNT: "Net amount" };
type Field = keyof typeof names;

it("each column shows its header, some values and what it is taken for", async () => {
  const onChange = vi.fn();
  await draw(
    <ColumnList<Field>
      columns={columns}
      mapping={new Map([[0, "INVOICE_NUMBER"], [1, null]])}
      preview={[["A-1", ""], ["A-2", " "]]}
      doubled={new Set()}
      choice={{ needed: ["INVOICE_NUMBER"], more: ["NET_AMOUNT"] }}
      nameOf={(field) => names[field]}
      onChange={onChange}
    />,
  );
  expect(screen.getByText("A-1 · A-2")).toBeTruthy();
  expect(screen.getByRole("combobox", { name: "What 單據號 holds" })).toHaveProperty("value", "INVOICE_NUMBER");
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "What Column 2 (no header) holds" }), "Net amount");
  expect(onChange).toHaveBeenCalledWith(1, "NET_AMOUNT");
});
