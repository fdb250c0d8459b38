import { Alert, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { formatInteger, formatMoney } from "~/shared/format/format";
import { formatPeriod } from "~/shared/format/period";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { Icon } from "~/shared/ui/icon";
import { notifyDone } from "~/shared/ui/notify";
import { monthFragment } from "../period";

const closeMutation = graphql(
  `
    mutation ClosePeriod($input: ClosePeriodInput!) {
      closePeriod(input: $input) {
        period { ...AccountingMonth }
      }
    }
  `,
  [monthFragment],
);

export interface MonthSum {
  lines: number;
  revenue: { amount: string; currency: string };
}

interface Props {
  period: string;
  /** What is reported of the month; undefined while that is not known. */
  sum: MonthSum | undefined;
  /** Months before it that are open still. */
  before: readonly string[];
  onClose(): void;
}

/** Closes a month, after saying in numbers what then stands still. */
export function CloseDialog({ period, sum, before, onClose }: Props) {
  const { t } = useTranslation(["settings", "common"]);
  const language = useLanguage();
  const [{ fetching }, close] = useMutation(closeMutation);
  const [fault, setFault] = useState<Fault>();
  const month = formatPeriod(period, language);
  const confirm = async () => {
    const result = await close({ input: { period } });
    if (result.data) {
      notifyDone(t("settings:close.done", { month }));
      onClose();
    } else setFault(result.error && faultFrom(result.error));
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={t("settings:close.title", { month })} confirmLabel={t("settings:close.confirm")} onConfirm={() => void confirm()} busy={fetching} fault={fault}>
      <Text size="sm">{sum ? t("settings:close.sum", { count: sum.lines, lines: formatInteger(sum.lines, language), revenue: formatMoney(sum.revenue, language), month }) : t("settings:close.noSum", { month })}</Text>
      <Text size="sm">{t("settings:close.consequence")}</Text>
      {before.length > 0 && (
        <Alert color="yellow" icon={<Icon name="alert" />}>
          {t("settings:close.before", { months: before.map((one) => formatPeriod(one, language)).join(t("common:list.separator")) })}
        </Alert>
      )}
    </ConfirmDialog>
  );
}
