import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { graphql } from "~/shared/graphql/gql";

type ReportState = ReturnType<typeof graphql.scalar<"SalesReportState">>;

const colors: Record<ReportState, string> = {
  RECEIVED: "blue",
  AWAITING_CONFIRMATION: "yellow",
  VALIDATING: "blue",
  IMPORTING: "blue",
  ACCEPTED: "jade",
  ACCEPTED_WITH_REJECTS: "yellow",
  FAILED: "red",
  CANCELLING: "gray",
  CANCELLED: "gray",
};

/** How far a sales report is, in words and a colour. */
export function ReportStateBadge({ state }: { state: ReportState }) {
  const { t } = useTranslation();
  return <Badge color={colors[state]}>{t(`report.state.${state}`)}</Badge>;
}
