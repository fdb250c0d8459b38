import { Badge, Checkbox, Group, NativeSelect, SegmentedControl, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { DueText } from "~/shared/format/due-text";
import { DateText, MoneyText, NameText, NoData } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useEvents } from "~/shared/live/events";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { ProductLineSelect } from "~/shared/pickers/product-line-select";
import { pageVariables, sortVariable } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Filters } from "~/shared/ui/filters";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { ProtectionText } from "../components/protection-text";
import { StateBadge } from "../components/state-badge";
import { isWaiting, registrationStates, rowFragment, waitingStates } from "../registration";
import { views, type RegistrationListSearch } from "../search";
import { useCustomerName } from "../use-customer-name";

const listQuery = graphql(
  `
    query Registrations($filter: RegistrationFilter, $sort: RegistrationSort, $first: Int, $after: String, $last: Int, $before: String, $brand: Boolean!) {
      registrations(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...RegistrationRow rivals @include(if: $brand) { place registration { id } } } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [rowFragment],
);

type Row = ResultOf<typeof listQuery>["registrations"]["edges"][number]["node"];
type SortField = "DUE_AT" | "CREATED_AT" | "PROTECTED_UNTIL";

/** A protection that ends within so many days ends soon. */
const soon = 30;

const route = getRouteApi("/shell/registrations");

/** A distributor's registrations; for the brand what waits for it, by due time, and all. */
export function RegistrationListPage() {
  const { t } = useTranslation(["registrations", "common"]);
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const brand = useViewer().distributor === null;
  const customerName = useCustomerName();
  const view = brand ? (search.view ?? "waiting") : "all";
  const sort = search.sort ?? (view === "waiting" ? "DUE_AT.ASC" : "CREATED_AT.DESC");
  const [{ data, fetching, error }, again] = useQuery({
    query: listQuery,
    variables: { filter: filterOf(search, view), sort: sortVariable<SortField>({ sort }) ?? null, brand, ...pageVariables(search) },
    requestPolicy: "cache-and-network",
  });
  const read = () => again({ requestPolicy: "network-only" });
  useEvents(["REGISTRATION"], read);
  const filtered = Boolean(search.state || search.distributor || search.line || search.overdue || search.contested || search.ending || search.account);
  const add = may("registration", "create") && (
    <ButtonLink to="/registrations/new" leftSection={<Icon name="plus" size={16} />}>
      {t("registrations:new")}
    </ButtonLink>
  );
  const columns: (Column<Row> | false)[] = [
    {
      id: "customer",
      header: t("registrations:customer"),
      primary: true,
      cell: (row) => (
        <div>
          <TextLink to="/registrations/$registrationId" params={{ registrationId: row.id }} inherit style={{ overflowWrap: "anywhere" }}>
            {customerName(row)}
          </TextLink>
          {row.site && (
            <Text size="xs" c="dimmed" fw={400}>
              {t("registrations:onlySite", { site: row.site })}
            </Text>
          )}
        </div>
      ),
    },
    brand && { id: "distributor", header: t("registrations:distributor"), cell: (row) => <NameText value={row.distributor.name} /> },
    { id: "line", header: t("registrations:productLine"), cell: (row) => <NameText value={row.productLine.name} /> },
    {
      id: "state",
      header: t("registrations:state"),
      cell: (row) => (
        <Group gap={6}>
          <StateBadge state={row.state} />
          {(row.rivals?.length ?? 0) > 1 && <Badge color="yellow">{t("registrations:claims", { count: row.rivals?.length ?? 0 })}</Badge>}
        </Group>
      ),
    },
    brand && { id: "due", header: t("registrations:decideBy"), sortField: "DUE_AT", cell: (row) => (isWaiting(row.state) ? <DueText value={row.dueAt} /> : <NoData />) },
    view === "all" && { id: "until", header: t("registrations:protectedUntil"), sortField: "PROTECTED_UNTIL", cell: (row) => <ProtectionText registration={row} /> },
    {
      id: "expected",
      header: t("registrations:expected"),
      numeric: true,
      cell: (row) =>
        row.expectedOn ? (
          <>
            <MoneyText value={row.expected} />
            <Text size="xs" c="dimmed" component="div">
              {t("registrations:by")} <DateText value={row.expectedOn} />
            </Text>
          </>
        ) : (
          <NoData />
        ),
    },
    { id: "createdAt", header: t("registrations:registeredOn"), sortField: "CREATED_AT", wideOnly: true, cell: (row) => <DateText value={(row.submittedAt ?? row.createdAt).slice(0, 10)} /> },
  ];
  return (
    <>
      <PageHeader title={t("common:nav.registrations")} subtitle={t(brand ? "registrations:leadBrand" : "registrations:lead")} actions={add} />
      {brand && (
        <SegmentedControl
          mb="md"
          aria-label={t("registrations:view")}
          value={view}
          data={views.map((value) => ({ value, label: t(`registrations:view.${value}`) }))}
          onChange={(value) => go.filter({ view: value === "waiting" ? undefined : value, state: undefined, ending: undefined, sort: undefined })}
        />
      )}
      <Filters label={t("registrations:filters")}>
        {view === "all" && (
          <NativeSelect
            aria-label={t("registrations:state")}
            value={search.state ?? ""}
            data={[{ value: "", label: t("registrations:anyState") }, ...registrationStates.filter((state) => !brand || state !== "DRAFT").map((state) => ({ value: state, label: t(`registrations:state.${state}`) }))]}
            onChange={(event) => go.filter({ state: event.currentTarget.value || undefined })}
          />
        )}
        <ProductLineSelect compact label={t("registrations:anyLine")} value={search.line} onChange={(line) => go.filter({ line })} />
        {brand && <DistributorSelect compact label={t("registrations:anyDistributor")} value={search.distributor} onChange={(distributor) => go.filter({ distributor })} />}
        {view === "waiting" && <Checkbox label={t("registrations:onlyOverdue")} checked={search.overdue ?? false} onChange={(event) => go.filter({ overdue: event.currentTarget.checked || undefined })} />}
        {brand && <Checkbox label={t("registrations:onlyContested")} checked={search.contested ?? false} onChange={(event) => go.filter({ contested: event.currentTarget.checked || undefined })} />}
        {view === "all" && <Checkbox label={t("registrations:onlyEnding", { count: soon })} checked={search.ending ?? false} onChange={(event) => go.filter({ ending: event.currentTarget.checked || undefined })} />}
      </Filters>
      <DataTable
        label={t("common:nav.registrations")}
        columns={columns.filter((column) => column !== false)}
        rows={data?.registrations.edges.map((edge) => edge.node)}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={read}
        empty={
          filtered
            ? { icon: "search", title: t("registrations:noneFound"), hint: t("registrations:noneFoundHint") }
            : view === "waiting"
              ? { icon: "check", title: t("registrations:noneWaiting"), hint: t("registrations:noneWaitingHint") }
              : { icon: "flag", title: t("registrations:none"), hint: t(brand ? "registrations:noneHintBrand" : "registrations:noneHint"), action: add }
        }
        sort={sort}
        onSort={go.sort}
        pageInfo={data?.registrations.pageInfo}
        totalCount={data?.registrations.totalCount}
        onPage={go.page}
      />
    </>
  );
}

const filterOf = (search: RegistrationListSearch, view: (typeof views)[number]) => ({
  states: search.state ? [search.state] : view === "waiting" ? [...waitingStates] : null,
  distributorId: search.distributor ?? null,
  accountId: search.account ?? null,
  productLineId: search.line ?? null,
  overdue: search.overdue ?? null,
  contested: search.contested ?? null,
  endsWithinDays: search.ending ? soon : null,
});
