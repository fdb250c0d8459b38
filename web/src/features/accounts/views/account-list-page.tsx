import { Badge, Button, Checkbox, Group, NativeSelect, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { Sparkline } from "~/shared/figure/sparkline";
import { formatMoney } from "~/shared/format/format";
import { formatPeriod } from "~/shared/format/period";
import { DateText, NameText, NoData } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { pageVariables, sortVariable } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Filters } from "~/shared/ui/filters";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { SearchField } from "~/shared/ui/search-field";
import { accountRowFragment, accountSources, type AccountRow } from "../account";
import { AccountsHeader } from "../components/accounts-header";
import { AvailabilityDialog } from "../components/availability-dialog";
import { monthsBack } from "../months";
import { kinds } from "../search";
import { useAccountName } from "../use-account-name";

const listQuery = graphql(
  `
    query Accounts($filter: AccountFilter, $sort: AccountSort, $first: Int, $after: String, $last: Int, $before: String) {
      accounts(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...AccountRow } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
      answersAvailability
    }
  `,
  [accountRowFragment],
);

const route = getRouteApi("/shell/accounts");

/** The organisation's own customers. */
export function AccountListPage() {
  const { t } = useTranslation(["accounts", "common"]);
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const { distributor } = useViewer();
  const name = useAccountName();
  const [{ data, fetching, error }, again] = useQuery({
    query: listQuery,
    variables: {
      filter: {
        search: search.search ?? null,
        isOrganization: search.kind ? search.kind === "organization" : null,
        tag: search.tag ?? null,
        sources: search.source ? [search.source] : null,
        includeMerged: search.merged ?? false,
      },
      sort: sortVariable<"NAME" | "CREATED">(search) ?? null,
      ...pageVariables(search),
    },
    requestPolicy: "cache-and-network",
  });
  const filtered = Boolean(search.search || search.kind || search.tag || search.source);
  const asks = distributor !== null && data?.answersAvailability === true && may("availability", "ask");
  const add = may("account", "create") && (
    <ButtonLink to="/accounts/new" leftSection={<Icon name="plus" size={16} />}>
      {t("accounts:list.add")}
    </ButtonLink>
  );
  const importLink = may("account", "import") && (
    <ButtonLink to="/accounts/import" variant="default" leftSection={<Icon name="upload" size={16} />}>
      {t("accounts:list.import")}
    </ButtonLink>
  );
  const columns: Column<AccountRow>[] = [
    {
      id: "name",
      header: t("accounts:list.name"),
      sortField: "NAME",
      primary: true,
      cell: (row) => (
        <div>
          <TextLink to="/accounts/$accountId" params={{ accountId: row.id }} inherit style={{ overflowWrap: "anywhere" }}>
            {name(row)}
          </TextLink>
          {row.mergedInto && (
            <Badge color="gray" ml={6}>
              {t("accounts:merged.badge")}
            </Badge>
          )}
          {row.taxId?.check === "INVALID" && (
            <Badge color="yellow" ml={6}>
              {t("accounts:taxId.invalid")}
            </Badge>
          )}
          <Text size="xs" c="dimmed" fw={400}>
            {[row.code, ...row.otherNames].filter(Boolean).join(" · ")}
          </Text>
        </div>
      ),
    },
    {
      id: "kind",
      header: t("accounts:list.kind"),
      cell: (row) => (
        <>
          {t(row.isOrganization ? "accounts:kind.organization" : "accounts:kind.person")}
          {row.channelType && (
            <Text size="xs" c="dimmed">
              {t(`common:channel.${row.channelType}`)}
            </Text>
          )}
        </>
      ),
    },
    { id: "place", header: t("accounts:list.place"), cell: (row) => (row.territory ? <NameText value={row.territory.name} /> : <NoData />) },
    {
      id: "tags",
      header: t("accounts:list.tags"),
      wideOnly: true,
      cell: (row) =>
        row.tags.length > 0 ? (
          <Group gap={4}>
            {row.tags.map((tag) => (
              <Button key={tag} size="compact-xs" variant="light" aria-label={t("accounts:list.onlyTag", { tag })} onClick={() => go.filter({ tag })}>
                {tag}
              </Button>
            ))}
          </Group>
        ) : (
          <NoData />
        ),
    },
    { id: "inCharge", header: t("accounts:inCharge"), wideOnly: true, cell: (row) => row.inCharge?.name ?? <NoData /> },
    { id: "purchases", header: t("accounts:list.purchases"), cell: (row) => <Purchases row={row} /> },
    { id: "createdAt", header: t("accounts:list.createdAt"), sortField: "CREATED", wideOnly: true, cell: (row) => <DateText value={row.createdAt.slice(0, 10)} /> },
  ];
  return (
    <>
      <AccountsHeader
        title={t(distributor ? "accounts:title" : "common:nav.ownAccounts")}
        lead={t("accounts:list.lead")}
        actions={
          <>
            {asks && (
              <Button variant="default" leftSection={<Icon name="search" size={16} />} onClick={() => go.dialog("availability")}>
                {t("accounts:availability.title")}
              </Button>
            )}
            {importLink}
            {add}
          </>
        }
      />
      <Filters label={t("accounts:list.filters")}>
        <SearchField label={t("accounts:list.search")} value={search.search} onChange={(value) => go.filter({ search: value })} />
        <NativeSelect
          aria-label={t("accounts:list.kind")}
          value={search.kind ?? ""}
          data={[{ value: "", label: t("accounts:list.anyKind") }, ...kinds.map((kind) => ({ value: kind, label: t(`accounts:kind.${kind}`) }))]}
          onChange={(event) => go.filter({ kind: event.currentTarget.value || undefined })}
        />
        <NativeSelect
          aria-label={t("accounts:source")}
          value={search.source ?? ""}
          data={[{ value: "", label: t("accounts:list.anySource") }, ...accountSources.map((source) => ({ value: source, label: t(`accounts:source.${source}`) }))]}
          onChange={(event) => go.filter({ source: event.currentTarget.value || undefined })}
        />
        <TagField key={search.tag} value={search.tag} onChange={(tag) => go.filter({ tag })} />
        <Checkbox label={t("accounts:list.withMerged")} checked={search.merged ?? false} onChange={(event) => go.filter({ merged: event.currentTarget.checked || undefined })} />
      </Filters>
      <DataTable
        label={t("accounts:title")}
        columns={columns}
        rows={data?.accounts.edges.map((edge) => edge.node)}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={
          filtered
            ? { icon: "search", title: t("accounts:list.noneFound"), hint: t("accounts:list.noneFoundHint") }
            : {
                icon: "people",
                title: t("accounts:list.none"),
                hint: t("accounts:list.noneHint"),
                action: (
                  <Group gap="xs" justify="center">
                    {importLink}
                    {add}
                  </Group>
                ),
              }
        }
        sort={search.sort ?? "CREATED.DESC"}
        onSort={go.sort}
        pageInfo={data?.accounts.pageInfo}
        totalCount={data?.accounts.totalCount}
        onPage={go.page}
        rowTone={(row) => (row.mergedInto ? "muted" : undefined)}
      />
      {search.dialog === "availability" && asks && <AvailabilityDialog onClose={() => go.dialog(undefined)} />}
    </>
  );
}

function TagField({ value, onChange }: { value: string | undefined; onChange: (tag: string | undefined) => void }) {
  const { t } = useTranslation("accounts");
  const later = useDebouncedCallback((tag: string) => onChange(tag.trim() || undefined), 500);
  return <TextInput aria-label={t("list.tag")} placeholder={t("list.tag")} defaultValue={value ?? ""} maxLength={50} onChange={(event) => later(event.currentTarget.value)} />;
}

/** The revenue of the last twelve months, months without any as nought. */
function Purchases({ row }: { row: AccountRow }) {
  const { t } = useTranslation("accounts");
  const language = useLanguage();
  const { today, baseCurrency } = useViewer();
  if (row.purchases.length === 0) return <NoData />;
  const byMonth = new Map(row.purchases.map((one) => [one.month.slice(0, 7), Number(one.revenue.amount)]));
  return (
    <Sparkline
      label={t("list.purchases")}
      points={monthsBack(today, 12).map((month) => ({ label: formatPeriod(month, language), value: byMonth.get(month) ?? 0 }))}
      format={(value) => formatMoney({ amount: String(value), currency: baseCurrency }, language, { compact: true })}
    />
  );
}
