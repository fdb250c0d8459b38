import { Badge, Button, NativeSelect, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { DateTimeText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { pageVariables, sortVariable } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Filters } from "~/shared/ui/filters";
import { Icon } from "~/shared/ui/icon";
import { SearchField } from "~/shared/ui/search-field";
import { InviteDialog } from "../components/invite-dialog";
import { PeopleHeader } from "../components/people-header";
import { PortfolioDialog } from "../components/portfolio-dialog";
import { RoleDialog } from "../components/role-dialog";
import { StatusDialog } from "../components/status-dialog";
import { UserActions } from "../components/user-actions";
import { organizationOf, roles, rolesFor, userFragment, userStatuses, type Person } from "../user";

const listQuery = graphql(
  `
    query Users($filter: UserFilter, $sort: UserSort, $first: Int, $after: String, $last: Int, $before: String) {
      users(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...Person } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [userFragment],
);

const statusColors = { ACTIVE: "jade", INVITED: "yellow", DEACTIVATED: "gray" } as const;

const route = getRouteApi("/shell/users");

/** Who can log in. */
export function UserListPage() {
  const { t } = useTranslation(["users", "common"]);
  const search = route.useSearch();
  const go = useListNavigation();
  const viewer = useViewer();
  const may = useMay();
  const [{ data, fetching, error }, again] = useQuery({
    query: listQuery,
    variables: {
      filter: { search: search.search ?? null, role: search.role ?? null, status: search.status ?? null, organizationId: search.distributor ? organizationOf(search.distributor) : null },
      sort: sortVariable<"NAME">(search) ?? null,
      ...pageVariables(search),
    },
  });
  const people = data?.users.edges.map((edge) => edge.node);
  const person = people?.find((one) => one.id === search.id);
  const close = () => go.dialog(undefined);
  const onBrand = viewer.distributor === null;
  const filtered = Boolean(search.search || search.role || search.status || search.distributor);
  const invite = may("user", "invite") && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => go.dialog("invite")}>
      {t("users:invite.title")}
    </Button>
  );
  const columns: (Column<Person> | false)[] = [
    {
      id: "name",
      header: t("users:name"),
      sortField: "NAME",
      primary: true,
      cell: (row) => (
        <div>
          {row.name}
          {row.id === viewer.user.id && (
            <Text span size="sm" c="dimmed">
              {` ${t("users:you")}`}
            </Text>
          )}
          <Text size="xs" c="dimmed" fw={400}>
            {row.email}
          </Text>
        </div>
      ),
    },
    onBrand && { id: "organization", header: t("users:organization"), cell: (row) => row.organization.name },
    {
      id: "role",
      header: t("users:role"),
      cell: (row) => (
        <>
          {t(`common:role.${row.role}`)}
          {row.role === "CHANNEL_MANAGER" && (
            <Text size="xs" c="dimmed">
              {t("users:portfolio.count", { count: row.portfolioCount })}
            </Text>
          )}
        </>
      ),
    },
    { id: "status", header: t("users:status"), cell: (row) => <Badge color={statusColors[row.status]}>{t(`users:status.${row.status}`)}</Badge> },
    { id: "lastLogin", header: t("users:lastLogin"), wideOnly: true, cell: (row) => (row.lastLoginAt ? <DateTimeText value={row.lastLoginAt} /> : t("users:never")) },
    { id: "actions", header: t("users:actions"), headerHidden: true, cell: (row) => <UserActions person={row} onDialog={(dialog) => go.dialog(dialog, row.id)} /> },
  ];
  return (
    <>
      <PeopleHeader title={t("common:nav.users")} lead={onBrand ? t("users:lead") : t("users:leadDistributor")} actions={invite} />
      <Filters label={t("users:filters")}>
        <SearchField label={t("users:search")} value={search.search} onChange={(value) => go.filter({ search: value })} />
        <NativeSelect
          aria-label={t("users:role")}
          value={search.role ?? ""}
          data={[{ value: "", label: t("users:anyRole") }, ...(onBrand ? roles : rolesFor("DISTRIBUTOR")).map((role) => ({ value: role, label: t(`common:role.${role}`) }))]}
          onChange={(event) => go.filter({ role: event.currentTarget.value || undefined })}
        />
        <NativeSelect
          aria-label={t("users:status")}
          value={search.status ?? ""}
          data={[{ value: "", label: t("users:anyStatus") }, ...userStatuses.map((status) => ({ value: status, label: t(`users:status.${status}`) }))]}
          onChange={(event) => go.filter({ status: event.currentTarget.value || undefined })}
        />
        {onBrand && may("distributor", "read") && <DistributorSelect compact label={t("users:anyOrganization")} value={search.distributor} onChange={(id) => go.filter({ distributor: id })} />}
      </Filters>
      <DataTable
        label={t("common:nav.users")}
        columns={columns.filter((column) => column !== false)}
        rows={people}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={
          filtered
            ? { icon: "search", title: t("users:noneFound"), hint: t("users:noneFoundHint") }
            : { icon: "people", title: t("users:none"), hint: may("user", "invite") ? t("users:noneHint") : t("users:noneHintReader"), action: invite || undefined }
        }
        sort={search.sort ?? "NAME.ASC"}
        onSort={go.sort}
        pageInfo={data?.users.pageInfo}
        totalCount={data?.users.totalCount}
        onPage={go.page}
      />
      {search.dialog === "invite" && may("user", "invite") && <InviteDialog distributorId={search.distributor} onClose={close} />}
      {person && search.dialog === "again" && may("user", "invite") && <InviteDialog person={person} onClose={close} />}
      {person && search.dialog === "role" && may("user", "update") && <RoleDialog person={person} onClose={close} />}
      {person && search.dialog === "status" && may("user", "update") && <StatusDialog person={person} onClose={close} />}
      {person && search.dialog === "portfolio" && may("portfolio", "update") && <PortfolioDialog person={person} onClose={close} />}
    </>
  );
}
