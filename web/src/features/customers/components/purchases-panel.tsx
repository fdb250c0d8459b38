import { SegmentedControl, Skeleton, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { TrendChart } from "~/shared/figure/trend-chart";
import { formatMoney } from "~/shared/format/format";
import { formatPeriod } from "~/shared/format/period";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage, useLocalName } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { Panel } from "~/shared/ui/panel";
import { monthsBetween, stacksOf } from "../purchases";

const purchasesQuery = graphql(`
  query CustomerPurchases($id: ID!) {
    customer(id: $id) {
      id
      purchases(months: 24) {
        month
        channelType
        revenue { amount currency }
        distributor { id name { default zhHant zhHans } }
      }
    }
  }
`);

/** As many parts of a bar as colours can be told apart. */
const parts = 5;

/** What the customer bought in two years, by month and channel type or distributor. */
export function PurchasesPanel({ customerId }: { customerId: string }) {
  const { t } = useTranslation(["customers", "common"]);
  const [by, setBy] = useState<"channel" | "distributor">("channel");
  const label = t("customers:purchases.title");
  return (
    <Panel
      title={label}
      description={t("customers:purchases.hint")}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t("customers:purchases.by")}
          value={by}
          onChange={(value) => setBy(value === "distributor" ? "distributor" : "channel")}
          data={[
            { value: "channel", label: t("customers:purchases.channel") },
            { value: "distributor", label: t("customers:purchases.distributor") },
          ]}
        />
      }
    >
      <Chart customerId={customerId} by={by} label={label} />
    </Panel>
  );
}

function Chart({ customerId, by, label }: { customerId: string; by: "channel" | "distributor"; label: string }) {
  const { t } = useTranslation(["customers", "common"]);
  const language = useLanguage();
  const localName = useLocalName();
  const { today, baseCurrency } = useViewer();
  const [{ data, error, fetching }, again] = useQuery({ query: purchasesQuery, variables: { id: customerId }, requestPolicy: "cache-and-network" });
  const purchases = data?.customer?.purchases;
  if (!purchases) {
    if (error) return <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />;
    return <Skeleton height={260} radius="md" />;
  }
  if (purchases.length === 0) return <EmptyState icon="chart" title={t("customers:purchases.none")} hint={t("customers:purchases.noneHint")} />;
  const months = monthsBetween(purchases.reduce((first, one) => (one.month < first ? one.month : first), purchases[0]?.month ?? today), today);
  const stacks = stacksOf(purchases, months, (one) => (by === "channel" ? t(`common:channel.${one.channelType}`) : localName(one.distributor.name)), parts, t("customers:purchases.others"));
  const money = (value: number, compact: "axis" | false = false) => formatMoney({ amount: value.toFixed(4), currency: purchases[0]?.revenue.currency ?? baseCurrency }, language, { compact });
  // A single part needs no legend in the picture, but its name.
  const [only] = stacks.length === 1 ? stacks : [];
  return (
    <>
      <TrendChart
        label={label}
        axis={t("common:period.kind.month")}
        labels={months.map((month) => formatPeriod(month.slice(0, 7), language, { short: true }))}
        series={stacks.map(({ name, values }) => ({ name, values, as: "stack" }))}
        format={(value) => money(value)}
        formatShort={(value) => money(value, "axis")}
      />
      {only && (
        <Text size="sm" c="dimmed" ta="center">
          {only.name}
        </Text>
      )}
    </>
  );
}
