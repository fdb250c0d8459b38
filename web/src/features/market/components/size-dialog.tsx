import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { readDecimal } from "~/shared/format/decimal";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { ProductLineSelect } from "~/shared/pickers/product-line-select";
import { TerritorySelect } from "~/shared/pickers/territory-select";
import { useViewer } from "~/shared/session/viewer";
import { Fact, Facts } from "~/shared/ui/facts";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { sizeFragment, type MarketSize } from "../market";

export const setSizeMutation = graphql(
  `
    mutation SetMarketSize($input: SetMarketSizeInput!) {
      setMarketSize(input: $input) {
        marketSize { ...MarketSizeRow }
      }
    }
  `,
  [sizeFragment],
);

interface Props {
  /** The entry to change; none: a new one. */
  size?: MarketSize | undefined;
  year: string;
  territory: string | undefined;
  onClose(): void;
}

/** Enters how large a market is, or changes an entry's amount; where, what and when stay as they were entered. */
export function SizeDialog({ size, year, territory, onClose }: Props) {
  const { t } = useTranslation("market");
  const localName = useLocalName();
  const { baseCurrency } = useViewer();
  const [{ fetching }, set] = useMutation(setSizeMutation);
  const form = useForm({
    initialValues: { territoryId: size?.territory.id ?? territory, productLineId: size?.productLine?.id as string | undefined, year: String(size?.year ?? year), amount: size?.amount.amount.replace(/\.?0+$/, "") ?? "", source: size?.source ?? "" },
    validate: {
      territoryId: (value) => (value ? null : t("need.territory")),
      year: (value) => (/^20\d{2}$/.test(value.trim()) ? null : t("need.year")),
      amount: (value) => (Number(readDecimal(value) ?? 0) > 0 ? null : t("need.amount")),
    },
  });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async (values) => {
    faults.show(undefined);
    const { data, error } = await set({ input: { territoryId: values.territoryId ?? "", productLineId: values.productLineId ?? null, year: Number(values.year), amount: readDecimal(values.amount) ?? values.amount, source: values.source.trim() } });
    if (data) {
      notifyDone(t("saved"));
      onClose();
    } else faults.show(error);
  });
  return (
    <FormDialog title={size ? t("size.edit") : t("size.new")} onClose={onClose} onSubmit={submit} busy={fetching} fault={faults.fault}>
      {size ? (
        <Facts>
          <Fact name={t("territory")}>{localName(size.territory.name)}</Fact>
          <Fact name={t("line")}>{size.productLine ? localName(size.productLine.name) : t("allLines")}</Fact>
          <Fact name={t("year")}>{size.year}</Fact>
        </Facts>
      ) : (
        <>
          <TerritorySelect required label={t("territory")} value={form.values.territoryId} onChange={(id) => form.setFieldValue("territoryId", id)} error={form.errors["territoryId"] as string | undefined} />
          <ProductLineSelect label={t("line")} placeholder={t("allLines")} value={form.values.productLineId} onChange={(id) => form.setFieldValue("productLineId", id)} error={form.errors["productLineId"] as string | undefined} />
          <TextInput label={t("year")} inputMode="numeric" withAsterisk {...form.getInputProps("year")} />
        </>
      )}
      <TextInput label={t("amountIn", { currency: baseCurrency })} description={t("amountHint")} inputMode="decimal" withAsterisk {...form.getInputProps("amount")} />
      <TextInput label={t("source")} description={t("sourceHint")} maxLength={200} {...form.getInputProps("source")} />
    </FormDialog>
  );
}
