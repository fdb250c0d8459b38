import { Button, Group, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { readDecimal } from "~/shared/format/decimal";
import { graphql } from "~/shared/graphql/gql";
import { useViewer } from "~/shared/session/viewer";
import { Icon } from "~/shared/ui/icon";
import { reportFragment } from "../report";
import { emptyLine, LineFields, type LineValues } from "./line-fields";

const submitMutation = graphql(
  `
    mutation SubmitSales($input: SubmitSalesInput!) {
      submitSales(input: $input) {
        salesReport { ...Report }
      }
    }
  `,
  [reportFragment],
);

/** A few sales typed in, for who has no file. They take the same road as a file. */
export function SalesForm({ distributorId }: { distributorId: string | undefined }) {
  const { t } = useTranslation("reports");
  const { today } = useViewer();
  const navigate = useNavigate();
  const [{ fetching }, run] = useMutation(submitMutation);
  const [key, setKey] = useState<string>(() => crypto.randomUUID());
  const form = useForm<{ lines: LineValues[] }>({
    initialValues: { lines: [emptyLine(today)] },
    validate: {
      lines: {
        invoiceNumber: (value) => (value.trim() ? null : t("form.needed")),
        productCode: (value) => (value.trim() ? null : t("form.needed")),
        customer: (value) => (value.trim() ? null : t("form.needed")),
        quantity: (value) => (Number(readDecimal(value) ?? 0) === 0 ? t("form.needQuantity") : null),
        amount: (value) => (readDecimal(value) === undefined ? t("form.needAmount") : null),
      },
    },
  });
  const faults = useFormFaults(form);
  const lines = form.values.lines;
  const submit = form.onSubmit(async (values) => {
    faults.show(undefined);
    const result = await run({
      input: {
        distributorId: distributorId ?? null,
        form: true,
        idempotencyKey: key,
        lines: values.lines.map((line) => ({
          invoiceNumber: line.invoiceNumber.trim(),
          lineNumber: line.lineNumber.trim() || null,
          saleDate: line.saleDate,
          productCode: line.productCode.trim(),
          quantity: readDecimal(line.quantity) ?? "",
          ...(line.amountIs === "unitPrice" ? { unitPrice: readDecimal(line.amount) ?? "" } : { netAmount: readDecimal(line.amount) ?? "" }),
          customerName: line.customer.trim(),
          channelType: line.channelType || null,
          shipToRegion: line.region.trim() || null,
          serial: line.serial.trim() || null,
        })),
      },
    });
    if (result.data) await navigate({ to: "/reports/$reportId", params: { reportId: result.data.submitSales.salesReport.id } });
    else {
      // Another input must not get the first one's answer.
      setKey(crypto.randomUUID());
      faults.show(result.error);
    }
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {faults.fault && <FaultAlert fault={faults.fault} />}
        {lines.map((line, index) => (
          <LineFields key={line.key} form={form} index={index} onRemove={lines.length > 1 ? () => form.removeListItem("lines", index) : undefined} />
        ))}
        <Group justify="space-between">
          <Button
            variant="default"
            leftSection={<Icon name="plus" size={16} />}
            disabled={lines.length >= 1000}
            onClick={() => {
              const last = lines.at(-1);
              // The next line is mostly of the same invoice.
              form.insertListItem("lines", { ...emptyLine(today), ...(last && { invoiceNumber: last.invoiceNumber, saleDate: last.saleDate, customer: last.customer, channelType: last.channelType, region: last.region }) });
            }}
          >
            {t("form.add")}
          </Button>
          <Group gap="sm">
            <Text size="sm" c="dimmed">
              {t("form.lines", { count: lines.length })}
            </Text>
            <Button type="submit" loading={fetching} disabled={!distributorId}>
              {t("form.submit")}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
