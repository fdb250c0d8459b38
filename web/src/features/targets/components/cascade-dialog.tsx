import { Button, Group, NativeSelect, Radio, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient, useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { readDecimal } from "~/shared/format/decimal";
import { graphql, type ResultOf, type VariablesOf } from "~/shared/graphql/gql";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { ProductLineSelect } from "~/shared/pickers/product-line-select";
import { useViewer } from "~/shared/session/viewer";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { CascadePreview } from "./cascade-preview";

const partFragment = graphql(`
  fragment CascadePartFacts on CascadePart @_unmask {
    period
    closed
    amount { amount currency }
    before { amount currency }
  }
`);

const previewQuery = graphql(
  `
    query CascadePreview($input: CascadeTargetInput!) {
      cascadePreview(input: $input) { ...CascadePartFacts }
    }
  `,
  [partFragment],
);

const cascadeMutation = graphql(
  `
    mutation CascadeTarget($input: CascadeTargetInput!) {
      cascadeTarget(input: $input) {
        parts { ...CascadePartFacts }
      }
    }
  `,
  [partFragment],
);

type Input = VariablesOf<typeof previewQuery>["input"];
export type Parts = ResultOf<typeof previewQuery>["cascadePreview"];

const shapes = ["EVENLY", "LAST_YEAR"] as const;

interface Props {
  distributor: string | undefined;
  year: string;
  /** The targets have changed. */
  onDone(): void;
  onClose(): void;
}

/** Spreads a year's target over its months: choose, look at each month before and after, apply. */
export function CascadeDialog({ distributor, year, onDone, onClose }: Props) {
  const { t } = useTranslation("targets");
  const client = useClient();
  const { baseCurrency } = useViewer();
  const [{ fetching: applying }, apply] = useMutation(cascadeMutation);
  const [looking, setLooking] = useState(false);
  const [looked, setLooked] = useState<{ input: Input; parts: Parts }>();
  const form = useForm({
    initialValues: { distributorId: distributor, productLineId: undefined as string | undefined, year, amount: "", shape: "LAST_YEAR" as (typeof shapes)[number] },
    validate: {
      distributorId: (value) => (value ? null : t("cascade.needDistributor")),
      amount: (value) => (Number(readDecimal(value) ?? -1) >= 0 ? null : t("cascade.needAmount")),
    },
  });
  const faults = useFormFaults(form);
  const { values } = form;
  const input: Input = { distributorId: values.distributorId ?? "", productLineId: values.productLineId ?? null, year: Number(values.year), amount: readDecimal(values.amount) ?? values.amount, shape: values.shape };
  const current = looked && JSON.stringify(looked.input) === JSON.stringify(input) ? looked.parts : undefined;
  const look = async () => {
    faults.show(undefined);
    setLooking(true);
    const { data, error } = await client.query(previewQuery, { input }, { requestPolicy: "network-only" }).toPromise();
    setLooking(false);
    if (data) setLooked({ input, parts: data.cascadePreview });
    else faults.show(error);
  };
  const submit = form.onSubmit(async () => {
    // Nothing is applied that was not seen.
    if (!current) {
      await look();
      return;
    }
    faults.show(undefined);
    const { data, error } = await apply({ input });
    if (data) {
      notifyDone(t("cascade.done", { year: values.year }));
      onDone();
    } else faults.show(error);
  });
  const thisYear = Number(year);
  return (
    <FormDialog title={t("cascade.title")} onClose={onClose} onSubmit={submit} submitLabel={current ? t("cascade.apply") : t("cascade.preview")} busy={applying || looking} fault={faults.fault} size="lg">
      <DistributorSelect required label={t("distributor")} value={values.distributorId} onChange={(id) => form.setFieldValue("distributorId", id)} error={form.errors["distributorId"] as string | undefined} />
      <Group grow align="flex-start">
        <ProductLineSelect label={t("line")} placeholder={t("allLines")} value={values.productLineId} onChange={(id) => form.setFieldValue("productLineId", id)} error={form.errors["productLineId"] as string | undefined} />
        <NativeSelect label={t("year")} data={[thisYear - 1, thisYear, thisYear + 1].map(String)} {...form.getInputProps("year")} />
      </Group>
      <TextInput label={t("cascade.amount", { currency: baseCurrency })} inputMode="decimal" withAsterisk {...form.getInputProps("amount")} />
      <Radio.Group label={t("cascade.shape")} {...form.getInputProps("shape")}>
        <Stack gap="xs" mt={6}>
          {shapes.map((shape) => (
            <Radio key={shape} value={shape} label={t(`cascade.shape.${shape}`)} description={t(`cascade.shapeHint.${shape}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {current && <CascadePreview parts={current} />}
      {current && (
        <Group>
          <Button variant="subtle" size="compact-sm" onClick={() => setLooked(undefined)}>
            {t("cascade.again")}
          </Button>
        </Group>
      )}
    </FormDialog>
  );
}
