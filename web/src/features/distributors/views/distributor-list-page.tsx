import { Button, NativeSelect, Select, Text } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { formatPeriod, periodOf, periodText, stepPeriod } from "~/shared/format/period";
import { DateText, MoneyText, NameText } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { channelTypes } from "~/shared/lines/channel-types";
import { pageVariables, sortVariable } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Filters } from "~/shared/ui/filters";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { PeriodPicker } from "~/shared/ui/period-picker";
import { SearchField } from "~/shared/ui/search-field";
import { tiers } from "~/shared/words/tiers";
import { Attainment } from "../components/attainment";
import { CreateDialog } from "../components/create-dialog";
import { StatusBadge } from "../components/status-badge";
import { countries, countryName } from "../places";
import { statuses } from "../search";
import classes from "./distributor-list-page.module.css";

const listQuery = graphql(`
  query Distributors($filter: DistributorFilter, $sort: DistributorSort, $first: Int, $after: String, $last: Int, $before: String, $period: Period!) {
    distributors(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
      edges {
        node {
          id
          code
          name { default zhHant zhHans }
          tier
          status
          channelTypes
          country
          joinedOn
          revenue(period: $period) { revenue { amount currency } attainment }
        }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount
    }
  }
`);

type Row = ResultOf<typeof listQuery>["distributors"]["edges"][number]["node"];

const route = getRouteApi("/shell/distributors");

/** The distributors that the viewer may see. */
export function DistributorListPage() {
  const { t } = useTranslation(["distributors", "common"]);
  const language = useLanguage();
  const search = route.useSearch();
  const go = useListNavigation();
  const navigate = useNavigate();
  const may = useMay();
  const { today } = useViewer();
  const period = search.period ?? periodText(stepPeriod(periodOf(today, "month"), -1));
  const [{ data, fetching, error }, again] = useQuery({
    query: listQuery,
    variables: {
      filter: { search: search.search ?? null, tiers: search.tier ?? null, statuses: search.status ?? null, country: search.country ?? null, channelType: search.channel ?? null },
      sort: sortVariable<"NAME" | "CODE" | "JOINED_ON">(search) ?? null,
      period,
      ...pageVariables(search),
    },
    requestPolicy: "cache-and-network",
  });
  const filtered = Boolean(search.search || search.tier || search.status || search.country || search.channel);
  const createButton = may("distributor", "create") && (
    <Button leftSection={<Icon name="plus" />} onClick={() => go.dialog("create")}>
      {t("distributors:create.open")}
    </Button>
  );
  const columns: Column<Row>[] = [
    {
      id: "name",
      header: t("distributors:name"),
      primary: true,
      sortField: "NAME",
      cell: (row) => (
        <div>
          <TextLink to="/distributors/$distributorId" params={{ distributorId: row.id }} inherit>
            <NameText value={row.name} />
          </TextLink>
          <Text size="xs" c="dimmed">
            {[countryName(row.country, language), ...row.channelTypes.map((type) => t(`common:channel.${type}`))].join(" · ")}
          </Text>
        </div>
      ),
    },
    { id: "code", header: t("distributors:code"), sortField: "CODE", cell: (row) => <span className={classes["code"]}>{row.code}</span> },
    { id: "status", header: t("distributors:status"), cell: (row) => <StatusBadge status={row.status} /> },
    { id: "tier", header: t("distributors:tier"), cell: (row) => t(`common:tier.${row.tier}`) },
    { id: "joined", header: t("distributors:list.since"), sortField: "JOINED_ON", wideOnly: true, cell: (row) => <DateText value={row.joinedOn} /> },
    {
      id: "revenue",
      header: t("distributors:list.revenue", { period: formatPeriod(period, language, { short: true }) }),
      numeric: true,
      cell: (row) => (
        <TextLink to="/sales" search={{ distributor: row.id, period }} inherit c="inherit" underline="hover">
          <MoneyText value={row.revenue.revenue} compact />
        </TextLink>
      ),
    },
    { id: "attainment", header: t("distributors:list.attainment"), cell: (row) => <Attainment label={t("distributors:list.attainment")} percent={row.revenue.attainment} /> },
  ];
  return (
    <>
      <PageHeader
        title={t("common:nav.distributors")}
        subtitle={t("distributors:list.lead")}
        actions={
          <>
            <PeriodPicker label={t("distributors:list.period")} value={period} today={today} onChange={(next) => go.filter({ period: next })} />
            {createButton}
          </>
        }
      />
      <Filters label={t("distributors:list.filters")}>
        <SearchField label={t("distributors:list.search")} value={search.search} onChange={(value) => go.filter({ search: value })} />
        <NativeSelect
          aria-label={t("distributors:tier")}
          value={search.tier?.[0] ?? ""}
          data={[{ value: "", label: t("distributors:list.anyTier") }, ...tiers.map((tier) => ({ value: tier, label: t(`common:tier.${tier}`) }))]}
          onChange={(event) => go.filter({ tier: event.currentTarget.value || undefined })}
        />
        <NativeSelect
          aria-label={t("distributors:status")}
          value={search.status?.[0] ?? ""}
          data={[{ value: "", label: t("distributors:list.anyStatus") }, ...statuses.map((status) => ({ value: status, label: t(`distributors:status.${status}`) }))]}
          onChange={(event) => go.filter({ status: event.currentTarget.value || undefined })}
        />
        <NativeSelect
          aria-label={t("distributors:list.channel")}
          value={search.channel ?? ""}
          data={[{ value: "", label: t("distributors:list.anyChannel") }, ...channelTypes.map((type) => ({ value: type, label: t(`common:channel.${type}`) }))]}
          onChange={(event) => go.filter({ channel: event.currentTarget.value || undefined })}
        />
        <Select
          aria-label={t("distributors:country")}
          placeholder={t("distributors:list.anyCountry")}
          searchable
          clearable
          limit={60}
          w={{ base: "100%", sm: 170 }}
          data={countries(language)}
          value={search.country ?? null}
          onChange={(country) => go.filter({ country: country ?? undefined })}
          nothingFoundMessage={t("common:picker.nothing")}
          clearButtonProps={{ "aria-label": t("common:action.clear") }}
        />
      </Filters>
      <DataTable
        label={t("common:nav.distributors")}
        columns={columns}
        rows={data?.distributors.edges.map((edge) => edge.node)}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={
          filtered
            ? { icon: "search", title: t("distributors:list.noneFound"), hint: t("distributors:list.noneFoundHint") }
            : { icon: "store", title: t("distributors:list.none"), hint: may("distributor", "create") ? t("distributors:list.noneHintCreate") : t("distributors:list.noneHint"), action: createButton }
        }
        sort={search.sort ?? "NAME.ASC"}
        onSort={go.sort}
        pageInfo={data?.distributors.pageInfo}
        totalCount={data?.distributors.totalCount}
        onPage={go.page}
      />
      {search.dialog === "create" && may("distributor", "create") && (
        <CreateDialog onClose={() => go.dialog(undefined)} onCreated={(distributorId) => void navigate({ to: "/distributors/$distributorId", params: { distributorId } })} />
      )}
    </>
  );
}
