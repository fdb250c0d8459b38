import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { CombinedError } from "@urql/core";
import { expect, it } from "vitest";
import { draw } from "~/shared/testing/render";
import { faultFrom } from "./fault";
import { FaultAlert } from "./fault-alert";
import { useFormFaults } from "./use-form-faults";

const failed = (extensions: Record<string, unknown>) => new CombinedError({ graphQLErrors: [{ message: "refused", extensions }] });

it("a network's failure is a fault, too", () => {
  expect(faultFrom(new CombinedError({ networkError: new Error("offline") }))).toMatchObject({ code: "UNAVAILABLE", key: "network" });
});

it("the server's key and parameters become words, lists too", async () => {
  const fault = faultFrom(failed({ code: "INVALID", key: "row.product.unknown", params: { nearest: ["QX-1", "QX-2"] } }));
  await draw(<FaultAlert fault={fault} />, "zh-Hant");
  expect(screen.getByRole("alert").textContent).toContain("相近代碼：QX-1、QX-2");
});

it("an unknown key falls back to what the code means", async () => {
  await draw(<FaultAlert fault={faultFrom(failed({ code: "NOT_FOUND", key: "never.heard", params: {} }))} />);
  expect(screen.getByRole("alert").textContent).toContain("There is no such thing");
});

function Form() {
  const form = useForm({ initialValues: { lines: [{ quantity: "0" }] } });
  const faults = useFormFaults(form);
  const error = failed({
    code: "INVALID",
    key: "invalid",
    fields: [
      { path: "input.lines.0.quantity", key: "row.quantity.zero", params: {} },
      { path: "input.idempotencyKey", key: "idempotency.key", params: { max: 200 } },
    ],
  });
  return (
    <>
      {faults.fault && <FaultAlert fault={faults.fault} />}
      <TextInput label="Quantity" {...form.getInputProps("lines.0.quantity")} />
      <button onClick={() => faults.show(error)}>{"Send"}</button>
    </>
  );
}

it("field faults stand beside their fields, the rest above the form", async () => {
  await draw(<Form />);
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  expect(screen.getByText("must not be 0; a return is negative.")).toBeTruthy();
  expect(screen.getByLabelText("Quantity").getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByRole("alert").textContent).toContain("200 characters");
});
