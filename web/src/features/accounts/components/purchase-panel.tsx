import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { LightChart } from "~/shared/figure/light-chart";
import { formatMoney } from "~/shared/format/format";
import { sumDecimals } from "~/shared/format/decimal";
import { formatPeriod } from "~/shared/format/period";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import { Panel } from "~/shared/ui/panel";
import { monthsBack } from "../months";

const purchasesQuery = graphql(`
  query AccountPurchases($id: ID!) {
    account(id: $id) {
      id
      purchases(months: 24) { month revenue { amount currency } quantity lines }
    }
  }
`);

/** What the customer bought in the last two years, by month. */
export function PurchasePanel({ accountId }: { accountId: string }) {
  const { t } = useTranslation("accounts");
  const language = useLanguage();
  const { today, baseCurrency } = useViewer();
  const [{ data, error, fetching }, again] = useQuery({ query: purchasesQuery, variables: { id: accountId } });
  const bought = data?.account?.purchases;
  const byMonth = new Map(bought?.map((one) => [one.month.slice(0, 7), Number(one.revenue.amount)]));
  const months = monthsBack(today, 24);
  const money = (value: number | string, compact: "axis" | false = false) => formatMoney({ amount: String(value), currency: baseCurrency }, language, { compact });
  return (
    <Panel title={t("purchases.title")} description={bought && bought.length > 0 ? t("purchases.sum", { amount: money(sumDecimals(bought.map((one) => one.revenue.amount))) }) : undefined}>
      {error && !data && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {bought?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("purchases.none")}
        </Text>
      )}
      {bought && bought.length > 0 && (
        <LightChart
          label={t("purchases.title")}
          axis={t("purchases.month")}
          labels={months.map((month) => formatPeriod(month, language, { short: true }))}
          series={[{ name: t("purchases.revenue"), as: "bar", values: months.map((month) => byMonth.get(month) ?? null) }]}
          format={(value) => money(value)}
          formatShort={(value) => money(value, "axis")}
          height={190}
        />
      )}
    </Panel>
  );
}
