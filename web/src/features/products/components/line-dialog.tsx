import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { FormDialog } from "~/shared/ui/form-dialog";
import { NameFields, nameInput, nameValues } from "~/shared/ui/name-fields";
import { notifyDone } from "~/shared/ui/notify";

const createMutation = graphql(`
  mutation CreateProductLine($input: CreateProductLineInput!) {
    createProductLine(input: $input) {
      productLine { id code name { default zhHant zhHans } }
    }
  }
`);

/** Adds a product line. */
export function LineDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["products", "common"]);
  const [{ fetching }, create] = useMutation(createMutation);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const form = useForm({
    initialValues: { code: "", name: nameValues() },
    validate: {
      code: (value) => (value.trim() ? null : t("products:need.code")),
      name: { default: (value: string) => (value.trim() ? null : t("products:need.name")) },
    },
  });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async ({ code, name }) => {
    faults.show(undefined);
    const result = await create({ input: { code: code.trim(), name: nameInput(name), idempotencyKey } });
    if (result.data) {
      notifyDone(t("products:lines.created", { code: result.data.createProductLine.productLine.code }));
      onClose();
    } else faults.show(result.error);
  });
  return (
    <FormDialog title={t("products:lines.add")} onClose={onClose} onSubmit={submit} busy={fetching} fault={faults.fault} submitLabel={t("products:lines.submit")}>
      <TextInput label={t("products:code")} description={t("products:codeHint")} withAsterisk {...form.getInputProps("code")} />
      <NameFields form={form} />
    </FormDialog>
  );
}
