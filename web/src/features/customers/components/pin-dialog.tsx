import { Group, NativeSelect, Pill, Text, Textarea, TextInput, UnstyledButton } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { channelTypes } from "~/shared/lines/channel-types";
import { TerritorySelect } from "~/shared/pickers/territory-select";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { customerFragment, type CustomerField, type CustomerRecord } from "../customer";
import { rawValue, useFieldText } from "./field-value";

export const pinMutation = graphql(
  `
    mutation PinCustomerField($input: PinCustomerFieldInput!) {
      pinCustomerField(input: $input) {
        customer { ...CustomerRecord }
      }
    }
  `,
  [customerFragment],
);

interface Props {
  customer: CustomerRecord;
  field: CustomerField;
  onClose(): void;
}

/** Settles a value of the record, with the reason; what the accounts say is offered. */
export function PinDialog({ customer, field, onClose }: Props) {
  const { t } = useTranslation(["customers", "common"]);
  const fieldText = useFieldText();
  const [{ fetching }, pin] = useMutation(pinMutation);
  const form = useForm({ initialValues: { value: rawValue(customer, field) ?? "", reason: "" } });
  const faults = useFormFaults(form);
  const name = t(`customers:field.${field}`);
  const said = new Map<string, string>();
  for (const account of customer.accounts) {
    const raw = rawValue(account, field);
    if (raw) said.set(raw, fieldText(account, field) ?? raw);
  }
  const submit = form.onSubmit(async ({ value, reason }) => {
    const result = await pin({ input: { customerId: customer.id, field, value: value.trim(), reason: reason.trim() } });
    if (!result.data) {
      faults.show(result.error);
      return;
    }
    notifyDone(t("customers:pin.done", { field: name }));
    onClose();
  });
  return (
    <FormDialog title={t("customers:pin.title", { field: name })} onClose={onClose} onSubmit={submit} submitLabel={t("customers:pin.confirm")} busy={fetching} disabled={!form.values.value.trim() || !form.values.reason.trim()} fault={faults.fault}>
      <Text size="sm">{t("customers:pin.hint")}</Text>
      {field === "TERRITORY" ? (
        <TerritorySelect label={name} required value={form.values.value || undefined} onChange={(id) => form.setFieldValue("value", id ?? "")} error={form.errors["value"] as string | undefined} />
      ) : field === "CHANNEL_TYPE" ? (
        <NativeSelect label={name} required data={[{ value: "", label: "" }, ...channelTypes.map((type) => ({ value: type, label: t(`common:channel.${type}`) }))]} {...form.getInputProps("value")} />
      ) : (
        <TextInput label={name} required maxLength={300} {...form.getInputProps("value")} />
      )}
      {said.size > 0 && (
        <div role="group" aria-label={t("customers:pin.said")}>
          <Text size="sm" c="dimmed" mb={4}>
            {t("customers:pin.said")}
          </Text>
          <Group gap={6}>
            {[...said].slice(0, 12).map(([raw, text]) => (
              <Pill key={raw} component={UnstyledButton} onClick={() => form.setFieldValue("value", raw)}>
                {text}
              </Pill>
            ))}
          </Group>
        </div>
      )}
      <Textarea label={t("customers:reason")} description={t("customers:pin.reasonHint")} required autosize minRows={2} maxLength={500} {...form.getInputProps("reason")} />
    </FormDialog>
  );
}
