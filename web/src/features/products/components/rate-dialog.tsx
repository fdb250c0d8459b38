import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { readDecimal } from "~/shared/format/decimal";
import { graphql } from "~/shared/graphql/gql";
import { useViewer } from "~/shared/session/viewer";
import { DateField } from "~/shared/ui/date-field";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";

const setMutation = graphql(`
  mutation SetExchangeRate($input: SetExchangeRateInput!) {
    setExchangeRate(input: $input) {
      exchangeRate { currency from rate }
    }
  }
`);

/** Sets what a currency is worth from a day on. */
export function RateDialog({ currency, onClose }: { currency: string | undefined; onClose: () => void }) {
  const { t } = useTranslation("products");
  const { baseCurrency, today } = useViewer();
  const [{ fetching }, set] = useMutation(setMutation);
  const form = useForm({
    initialValues: { currency: currency ?? "", from: today as string | null, rate: "" },
    transformValues: (values) => ({ ...values, currency: values.currency.trim().toUpperCase() }),
    validate: {
      currency: (value) => (/^[a-z]{3}$/i.test(value.trim()) ? null : t("need.currency")),
      from: (value) => (value ? null : t("need.from")),
      rate: (value) => (readDecimal(value) === undefined ? t("need.number") : null),
    },
  });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async ({ currency: code, from, rate }) => {
    faults.show(undefined);
    const result = await set({ input: { currency: code, from: from ?? today, rate: readDecimal(rate) ?? "" } });
    if (result.data) {
      notifyDone(t("rates.saved", { currency: code }));
      onClose();
    } else faults.show(result.error);
  });
  const code = form.values.currency.trim().toUpperCase();
  return (
    <FormDialog title={t("rates.set")} onClose={onClose} onSubmit={submit} busy={fetching} fault={faults.fault}>
      <TextInput label={t("currency")} description={t("currencyHint")} maxLength={3} withAsterisk {...form.getInputProps("currency")} />
      <DateField label={t("from")} description={t("rates.fromHint")} withAsterisk {...form.getInputProps("from")} value={form.values.from} onChange={(date) => form.setFieldValue("from", date)} />
      <TextInput label={code.length === 3 ? t("rates.worth", { currency: code, base: baseCurrency }) : t("rates.rate")} description={t("rates.rateHint")} inputMode="decimal" withAsterisk {...form.getInputProps("rate")} />
    </FormDialog>
  );
}
