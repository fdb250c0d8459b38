import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { formatDateTime, formatInteger, formatMoney } from "~/shared/format/format";
import { formatPeriod } from "~/shared/format/period";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { monthFragment, type Month } from "../period";
import type { MonthSum } from "./close-dialog";

const confirmMutation = graphql(
  `
    mutation ConfirmReopening($input: ConfirmReopeningInput!) {
      confirmReopening(input: $input) {
        period { ...AccountingMonth }
      }
    }
  `,
  [monthFragment],
);

const cancelMutation = graphql(
  `
    mutation CancelReopening($input: CancelReopeningInput!) {
      cancelReopening(input: $input) {
        period { ...AccountingMonth }
      }
    }
  `,
  [monthFragment],
);

interface Props {
  month: Month;
  reopening: NonNullable<Month["reopening"]>;
  /** Confirm the wish, or refuse it; who made it takes it back. */
  act: "confirm" | "refuse";
  /** What is reported of the month; undefined while that is not known. */
  sum: MonthSum | undefined;
  onClose(): void;
}

/** The second person's word on opening a month again, after reading who asked and why. */
export function ReopeningDialog({ month, reopening, act, sum, onClose }: Props) {
  const { t } = useTranslation("settings");
  const language = useLanguage();
  const [{ fetching: confirming }, confirm] = useMutation(confirmMutation);
  const [{ fetching: cancelling }, cancel] = useMutation(cancelMutation);
  const [fault, setFault] = useState<Fault>();
  const name = formatPeriod(month.period, language);
  const word = act === "confirm" ? "confirm" : reopening.viewerCanConfirm ? "refuse" : "takeBack";
  const run = async () => {
    const { data, error } = await (act === "confirm" ? confirm : cancel)({ input: { id: reopening.id } });
    if (data) {
      notifyDone(t(`reopening.${word}.done`, { month: name }));
      onClose();
    } else setFault(error && faultFrom(error));
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={t(`reopening.${word}.title`, { month: name })} confirmLabel={t(`reopening.${word}.confirm`)} onConfirm={() => void run()} busy={confirming || cancelling} destructive={act === "confirm"} fault={fault}>
      <Text size="sm">{t("reopening.askedBy", { name: reopening.requestedBy?.name ?? t("reopening.somebody"), at: formatDateTime(reopening.requestedAt, language) })}</Text>
      <Text component="blockquote" m={0} px="md" size="sm" style={{ overflowWrap: "anywhere", borderInlineStart: "3px solid var(--portal-line)" }}>
        {reopening.reason}
      </Text>
      {act === "confirm" && (
        <Text size="sm">
          {sum ? t("reopening.confirm.sum", { count: sum.lines, lines: formatInteger(sum.lines, language), revenue: formatMoney(sum.revenue, language) }) : t("reopening.confirm.consequence")}
        </Text>
      )}
    </ConfirmDialog>
  );
}
