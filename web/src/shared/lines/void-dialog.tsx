import { Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { negated, sumDecimals } from "~/shared/format/decimal";
import { formatMoney } from "~/shared/format/format";
import { formatPeriod } from "~/shared/format/period";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { notifyDone } from "~/shared/ui/notify";
import type { Line } from "./line";

const voidMutation = graphql(`
  mutation VoidSaleLines($input: VoidSaleLinesInput!) {
    voidSaleLines(input: $input) {
      saleLines { id voidedAt voidReason correct: viewerCan(action: "correct") void: viewerCan(action: "void") }
      removed { amount currency }
    }
  }
`);

interface Props {
  /** At least one. */
  lines: readonly Line[];
  onClose(): void;
  onVoided(): void;
}

/** Asks once, with what the voiding takes away from each month. */
export function VoidDialog({ lines, onClose, onVoided }: Props) {
  const { t } = useTranslation("lines");
  const language = useLanguage();
  const [{ fetching }, run] = useMutation(voidMutation);
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<Fault>();
  const currency = lines[0]?.baseAmount.currency ?? "";
  const months = groupByMonth(lines);
  const confirm = async () => {
    const result = await run({ input: { ids: lines.map((line) => line.id), reason: reason.trim() } });
    if (result.data) {
      notifyDone(t("voidDone", { count: result.data.voidSaleLines.saleLines.length, amount: formatMoney(result.data.voidSaleLines.removed, language) }));
      onVoided();
    } else if (result.error) setFault(faultFrom(result.error));
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={t("voidTitle", { count: lines.length })} confirmLabel={t("voidConfirm", { count: lines.length })} onConfirm={() => void confirm()} busy={fetching} disabled={reason.trim() === ""} destructive fault={fault}>
      <Text size="sm">{t("voidConsequence", { count: lines.length })}</Text>
      <ul style={{ margin: 0 }}>
        {[...months].sort().map(([month, some]) => (
          <li key={month}>
            <Text size="sm">{t("voidMonth", { month: formatPeriod(month, language), amount: formatMoney({ amount: negated(sumDecimals(some.map((line) => line.baseAmount.amount))), currency }, language, { signed: true }) })}</Text>
          </li>
        ))}
      </ul>
      <Textarea label={t("reason")} description={t("reasonHint")} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} autosize minRows={2} />
    </ConfirmDialog>
  );
}

function groupByMonth(lines: readonly Line[]): Map<string, Line[]> {
  const months = new Map<string, Line[]>();
  for (const line of lines) {
    const month = line.saleDate.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), line]);
  }
  return months;
}
