import { Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { formatInteger, formatMoney } from "~/shared/format/format";
import { negated } from "~/shared/format/decimal";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { reportFragment, type Report } from "../report";

const cancelMutation = graphql(
  `
    mutation CancelSalesReport($input: CancelSalesReportInput!) {
      cancelSalesReport(input: $input) {
        salesReport { ...Report }
      }
    }
  `,
  [reportFragment],
);

/** Takes a report back, after saying what that takes away. */
export function CancelDialog({ report, opened, onClose }: { report: Report; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation("reports");
  const language = useLanguage();
  const [{ fetching }, cancel] = useMutation(cancelMutation);
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<Fault>();
  const counts = report.rowsAccepted > 0;
  const confirm = async () => {
    const result = await cancel({ input: { id: report.id, reason: reason.trim() || null } });
    if (result.error) setFault(faultFrom(result.error));
    else onClose();
  };
  return (
    <ConfirmDialog opened={opened} onClose={onClose} title={t("cancel.title")} confirmLabel={counts ? t("cancel.confirm") : t("cancel.discard")} onConfirm={() => void confirm()} busy={fetching} disabled={counts && reason.trim() === ""} destructive fault={fault}>
      <Text size="sm">
        {counts
          ? t("cancel.consequence", { count: report.rowsAccepted, rows: formatInteger(report.rowsAccepted, language), amount: formatMoney({ ...report.total, amount: negated(report.total.amount) }, language, { signed: true }) })
          : t("cancel.nothing")}
      </Text>
      {counts && <Textarea label={t("cancel.reason")} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} autosize minRows={2} />}
    </ConfirmDialog>
  );
}
