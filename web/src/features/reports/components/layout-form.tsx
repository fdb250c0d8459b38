import { Button, Group, NativeSelect, NumberInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { Panel } from "~/shared/ui/panel";
import { reportFragment, type Report } from "../report";

const inspectMutation = graphql(
  `
    mutation InspectSalesReport($input: InspectSalesReportInput!) {
      inspectSalesReport(input: $input) {
        salesReport { ...Report }
      }
    }
  `,
  [reportFragment],
);

const encodings = ["utf-8", "utf-16le", "utf-16be", "big5", "gb18030"] as const;
const delimiters = [",", ";", "\t", "|"] as const;

interface Props {
  reportId: string;
  layout: NonNullable<Report["layout"]>;
}

/** For a file that was read wrongly: another encoding, delimiter, sheet or header row. */
export function LayoutForm({ reportId, layout }: Props) {
  const { t } = useTranslation("reports");
  const [{ fetching }, inspect] = useMutation(inspectMutation);
  const workbook = layout.format === "xlsx";
  const form = useForm({
    initialValues: { encoding: layout.encoding.toLowerCase(), delimiter: layout.delimiter, sheet: layout.sheet, headerRow: layout.headerRow as number | string },
    validate: { headerRow: (value) => (typeof value === "number" && value >= 1 ? null : t("layout.needRow")) },
  });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async ({ encoding, delimiter, sheet, headerRow }) => {
    faults.show(undefined);
    const chosen = workbook ? { sheet } : { encoding, delimiter };
    const result = await inspect({ input: { id: reportId, layout: { ...chosen, headerRow: Number(headerRow) } } });
    faults.show(result.error);
  });
  const known = (values: readonly string[], value: string) => (value && !values.includes(value) ? [value, ...values] : [...values]);
  return (
    <Panel title={t("layout.title")} description={t("layout.hint")}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {faults.fault && <FaultAlert fault={faults.fault} />}
          <Group align="flex-end" gap="md">
            {workbook && <TextInput label={t("layout.sheet")} {...form.getInputProps("sheet")} />}
            {!workbook && <NativeSelect label={t("layout.encoding")} data={known(encodings, form.values.encoding).map((value) => ({ value, label: value.toUpperCase() }))} {...form.getInputProps("encoding")} />}
            {!workbook && (
              <NativeSelect
                label={t("layout.delimiter")}
                data={known(delimiters, form.values.delimiter).map((value) => ({ value, label: value === "\t" ? t("layout.tab") : value }))}
                {...form.getInputProps("delimiter")}
              />
            )}
            <NumberInput label={t("layout.headerRow")} min={1} max={10000} allowDecimal={false} w={140} {...form.getInputProps("headerRow")} />
            <Button type="submit" variant="default" loading={fetching}>
              {t("layout.again")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
