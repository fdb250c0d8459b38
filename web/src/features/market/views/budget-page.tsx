import { Button, Group, Stack, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { sumDecimals } from "~/shared/format/decimal";
import { formatMoney, formatPercent } from "~/shared/format/format";
import { MoneyText, NoData } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import { channelTypes, type ChannelType } from "~/shared/lines/channel-types";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { YearPicker } from "~/shared/ui/year-picker";
import { BudgetDialog } from "../components/budget-dialog";
import { MarketHeader } from "../components/market-header";
import { budgetsQuery } from "../market";

const route = getRouteApi("/shell/market/budgets");

/** What the brand means to sell in a year through each kind of channel. */
export function BudgetPage() {
  const { t } = useTranslation(["market", "common"]);
  const language = useLanguage();
  const search = route.useSearch();
  const go = useListNavigation();
  const { today, baseCurrency } = useViewer();
  const may = useMay();
  const thisYear = Number(today.slice(0, 4));
  const year = Number(search.year ?? thisYear);
  const [{ data, fetching, error }, again] = useQuery({ query: budgetsQuery, variables: { year }, requestPolicy: "cache-and-network" });
  const change = may("budget", "update");
  const amounts = new Map(data?.budgets.map((one) => [one.channelType, one.amount]));
  const sum = sumDecimals([...amounts.values()].map((one) => one.amount));
  const chosen = channelTypes.find((type) => type === search.id);
  const columns: (Column<ChannelType> | false)[] = [
    { id: "channel", header: t("market:channelType"), primary: true, cell: (type) => t(`common:channel.${type}`) },
    { id: "amount", header: t("market:budget"), numeric: true, cell: (type) => <MoneyText value={amounts.get(type)} /> },
    {
      id: "part",
      header: t("market:part"),
      numeric: true,
      cell: (type) => {
        const amount = amounts.get(type);
        return amount && Number(sum) > 0 ? formatPercent((Number(amount.amount) / Number(sum)) * 100, language, { digits: 1 }) : <NoData />;
      },
    },
    change && {
      id: "act",
      header: t("market:act"),
      headerHidden: true,
      cell: (type) => (
        <Button size="xs" variant="subtle" color="gray" onClick={() => go.dialog("edit", type)}>
          {t(amounts.has(type) ? "market:change" : "market:enter")}
        </Button>
      ),
    },
  ];
  return (
    <>
      <MarketHeader title={t("market:budgets")} lead={t("market:budgetsLead")} />
      <Group mb="md">
        <YearPicker year={year} last={thisYear + 1} count={7} onChange={(value) => go.filter({ year: String(value), dialog: undefined, id: undefined })} />
      </Group>
      <Stack gap="sm">
        <DataTable label={t("market:budgetsOf", { year })} columns={columns.filter((column) => column !== false)} rows={data ? channelTypes : undefined} rowId={(type) => type} fetching={fetching} error={error} onRetry={() => again({ requestPolicy: "network-only" })} empty={{ icon: "globe", title: t("market:none"), hint: t("market:noneHint") }} />
        {data && <Text size="sm">{amounts.size > 0 ? t("market:budgetSum", { year, amount: formatMoney({ amount: sum, currency: baseCurrency }, language) }) : t("market:noBudget", { year })}</Text>}
      </Stack>
      {search.dialog === "edit" && chosen && change && data && <BudgetDialog key={`${year} ${chosen}`} year={year} channelType={chosen} amount={amounts.get(chosen)?.amount} onClose={() => go.dialog(undefined)} />}
    </>
  );
}
