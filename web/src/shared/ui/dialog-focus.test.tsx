import { SegmentedControl, TextInput } from "@mantine/core";
import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { draw } from "~/shared/testing/render";
import { ConfirmDialog } from "./confirm-dialog";
import { FormDialog } from "./form-dialog";

const form = { title: "Record", onClose: vi.fn(), onSubmit: vi.fn(), busy: false };
const question = { opened: true, title: "Void?", onClose: vi.fn(), onConfirm: vi.fn(), confirmLabel: "Void" };
const focused = (element: () => HTMLElement) => waitFor(() => expect(document.activeElement).toBe(element()));

it("a form opens with its first field", async () => {
  await draw(
    <FormDialog {...form}>
      <TextInput label="Read only" readOnly />
      <TextInput label="Name" />
    </FormDialog>,
  );
  await focused(() => screen.getByLabelText("Name"));
});

it("of a choice the chosen one has the focus", async () => {
  await draw(
    <FormDialog {...form}>
      <SegmentedControl data={["Brand", "Distributor"]} defaultValue="Distributor" />
    </FormDialog>,
  );
  await focused(() => screen.getByLabelText("Distributor"));
});

it("a question without a field opens with the way out", async () => {
  await draw(<ConfirmDialog {...question}>42 lines</ConfirmDialog>);
  await focused(() => screen.getByRole("button", { name: "Cancel" }));
});

it("a field that is marked comes before the first", async () => {
  await draw(
    <ConfirmDialog {...question}>
      <TextInput label="Days" />
      <TextInput label="Reason" data-autofocus />
    </ConfirmDialog>,
  );
  await focused(() => screen.getByLabelText("Reason"));
});
