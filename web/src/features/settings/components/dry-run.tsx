import { Alert, SimpleGrid, Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { LightChart } from "~/shared/figure/light-chart";
import { formatInteger } from "~/shared/format/format";
import { formatPeriod } from "~/shared/format/period";
import { DateRangeText, DecimalText, MoneyText, NameText } from "~/shared/format/text";
import { graphql, type ResultOf, type VariablesOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Icon } from "~/shared/ui/icon";
import { StatCard } from "~/shared/ui/stat-card";

const dryRunQuery = graphql(`
  query ConflictRuleDryRun($input: DryRunConflictRuleInput!) {
    conflictRuleDryRun(input: $input) {
      from
      until
      cases
      casesNow
      facts
      amount { amount currency }
      months { period cases casesNow amount { amount currency } }
      distributors { distributor { id name { default zhHant zhHans } } cases casesNow }
    }
  }
`);

type OfDistributor = ResultOf<typeof dryRunQuery>["conflictRuleDryRun"]["distributors"][number];

interface Props {
  setting: VariablesOf<typeof dryRunQuery>["input"]["setting"];
  /** The form says something else by now. */
  stale: boolean;
}

/** What the rule would have found in the last 12 months, against what it finds as it is; nothing is written. */
export function DryRun({ setting, stale }: Props) {
  const { t } = useTranslation("rules");
  const language = useLanguage();
  const [{ data, fetching, error }, again] = useQuery({ query: dryRunQuery, variables: { input: { setting } }, requestPolicy: "network-only" });
  if (error) return <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />;
  if (!data || fetching) return <Skeleton height={320} radius="md" />;
  const { from, until, cases, casesNow, facts, amount, months, distributors } = data.conflictRuleDryRun;
  const count = (value: number) => formatInteger(value, language);
  const columns: Column<OfDistributor>[] = [
    { id: "distributor", header: t("distributor"), primary: true, cell: (row) => <NameText value={row.distributor.name} /> },
    { id: "now", header: t("now"), numeric: true, cell: (row) => count(row.casesNow) },
    { id: "then", header: t("then"), numeric: true, cell: (row) => count(row.cases) },
    { id: "change", header: t("change"), numeric: true, cell: (row) => <DecimalText value={row.cases - row.casesNow} signed /> },
  ];
  return (
    <Stack gap="md">
      {stale && (
        <Alert color="yellow" icon={<Icon name="alert" />}>
          {t("stale")}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <StatCard label={t("casesThen")} value={count(cases)} hint={t("casesNow", { count: casesNow, cases: count(casesNow) })} />
        <StatCard label={t("facts")} value={count(facts)} hint={<DateRangeText from={from} until={until} />} />
        <StatCard label={t("atStake")} value={<MoneyText value={amount} compact />} />
      </SimpleGrid>
      <LightChart
        label={t("byMonth")}
        axis={t("month")}
        labels={months.map(({ period }) => formatPeriod(period, language, { short: true }))}
        series={[
          { name: t("then"), as: "bar", values: months.map((one) => one.cases) },
          { name: t("now"), as: "mark", values: months.map((one) => one.casesNow) },
        ]}
        format={count}
        // Between whole cases the axis says nothing.
        formatShort={(value) => (Number.isInteger(value) ? count(value) : "")}
      />
      <DataTable label={t("byDistributor")} columns={columns} rows={distributors} rowId={(row) => row.distributor.id} empty={{ icon: "check", title: t("nothingFound"), hint: t("nothingFoundHint") }} />
    </Stack>
  );
}
