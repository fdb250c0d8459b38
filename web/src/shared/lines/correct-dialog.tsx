import { Button, Group, Modal, NativeSelect, SimpleGrid, Stack, Text, TextInput, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { multiplyDecimals, negated, readDecimal, sumDecimals } from "~/shared/format/decimal";
import { formatMoney } from "~/shared/format/format";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { DateField } from "~/shared/ui/date-field";
import { notifyDone } from "~/shared/ui/notify";
import { channelTypes, type ChannelType } from "./channel-types";
import { lineFragment, type Line } from "./line";
import { useFocusBack } from "~/shared/ui/use-focus-back";

const correctMutation = graphql(
  `
    mutation CorrectSaleLine($input: CorrectSaleLineInput!) {
      correctSaleLine(input: $input) {
        voided { ...Line }
        saleLine { ...Line }
      }
    }
  `,
  [lineFragment],
);

/** Corrects a line: the old one is voided and stays on record, a new one takes its place. */
export function CorrectDialog({ line, onClose }: { line: Line; onClose: () => void }) {
  useFocusBack();
  const { t } = useTranslation(["lines", "common"]);
  const language = useLanguage();
  const [{ fetching }, run] = useMutation(correctMutation);
  const before = {
    saleDate: line.saleDate,
    productCode: line.product.code,
    quantity: line.quantity,
    unitPrice: line.unitPrice?.amount ?? "",
    netAmount: line.netAmount.amount,
    channelType: line.channelType as ChannelType,
    serial: line.serial,
  };
  const needNumber = (value: string) => (readDecimal(value) === undefined ? t("lines:needNumber") : null);
  const form = useForm({
    initialValues: { ...before, reason: "" },
    validate: {
      productCode: (value) => (value.trim() ? null : t("lines:needCode")),
      quantity: needNumber,
      netAmount: (value) => (value ? needNumber(value) : null),
      unitPrice: (value) => (value ? needNumber(value) : null),
      reason: (value) => (value.trim() ? null : t("lines:needReason")),
    },
  });
  const faults = useFormFaults(form);
  // The net amount counts, so it follows price and quantity until somebody types another.
  const follow = (quantity: string, unitPrice: string) => {
    const [count, price] = [readDecimal(quantity), readDecimal(unitPrice)];
    if (count !== undefined && price !== undefined) form.setFieldValue("netAmount", sumDecimals([multiplyDecimals(count, price), negated(line.discount?.amount ?? "0")]));
  };
  const submit = form.onSubmit(async ({ reason, ...values }) => {
    faults.show(undefined);
    const numbers = { quantity: readDecimal(values.quantity), unitPrice: readDecimal(values.unitPrice), netAmount: readDecimal(values.netAmount) };
    // Only what differs is sent; the rest stays as it is.
    const changed = Object.fromEntries(Object.entries({ ...values, ...numbers }).filter(([name, value]) => value !== undefined && value !== before[name as keyof typeof before]));
    const result = await run({ input: { id: line.id, line: changed, reason: reason.trim() } });
    if (result.data) {
      const { voided, saleLine } = result.data.correctSaleLine;
      notifyDone(t("lines:correctDone", { invoice: line.invoiceNumber, before: formatMoney(voided.baseAmount, language), after: formatMoney(saleLine.baseAmount, language) }));
      onClose();
    } else faults.show(result.error);
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={t("lines:correctTitle", { invoice: line.invoiceNumber })} closeButtonProps={{ "aria-label": t("common:action.close") }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {faults.fault && <FaultAlert fault={faults.fault} />}
          <Text size="sm">{t("lines:correctConsequence", { amount: formatMoney(line.baseAmount, language) })}</Text>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <DateField label={t("lines:date")} {...form.getInputProps("saleDate")} value={form.values.saleDate} onChange={(date) => form.setFieldValue("saleDate", date ?? before.saleDate)} />
            <TextInput label={t("lines:product")} data-autofocus {...form.getInputProps("productCode")} />
            <TextInput label={t("lines:quantity")} description={t("lines:quantityHint")} inputMode="decimal" {...form.getInputProps("quantity")} onChange={(event) => { form.setFieldValue("quantity", event.currentTarget.value); follow(event.currentTarget.value, form.values.unitPrice); }} />
            <NativeSelect label={t("lines:channel")} description={t("lines:channelHint")} data={channelTypes.map((type) => ({ value: type, label: t(`common:channel.${type}`) }))} {...form.getInputProps("channelType")} />
            <TextInput label={t("lines:unitPrice", { currency: line.netAmount.currency })} inputMode="decimal" {...form.getInputProps("unitPrice")} onChange={(event) => { form.setFieldValue("unitPrice", event.currentTarget.value); follow(form.values.quantity, event.currentTarget.value); }} />
            <TextInput label={t("lines:netAmount", { currency: line.netAmount.currency })} inputMode="decimal" {...form.getInputProps("netAmount")} />
            <TextInput label={t("lines:serial")} {...form.getInputProps("serial")} />
          </SimpleGrid>
          <Textarea label={t("lines:reason")} description={t("lines:reasonHint")} withAsterisk {...form.getInputProps("reason")} autosize minRows={2} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("common:action.cancel")}
            </Button>
            <Button type="submit" loading={fetching}>
              {t("lines:correctConfirm")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
