import { Anchor, Badge, Button } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { DateTimeText, NoData } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Icon } from "~/shared/ui/icon";
import { PageHeader } from "~/shared/ui/page-header";
import { CreateDialog } from "../components/create-dialog";
import { RevokeDialog } from "../components/revoke-dialog";
import { keyFragment, type Key } from "../key";

const keysQuery = graphql(
  `
    query ApiKeys($first: Int, $after: String, $last: Int, $before: String) {
      apiKeys(first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...Key } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [keyFragment],
);

const route = getRouteApi("/shell/settings/api-keys");

/** The keys with which programs work for the viewer's organisation. */
export function KeyPage() {
  const { t } = useTranslation(["keys", "common"]);
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const [{ data, error, fetching }, again] = useQuery({ query: keysQuery, variables: pageVariables(search), requestPolicy: "cache-and-network" });
  const keys = data?.apiKeys.edges.map((edge) => edge.node);
  const chosen = keys?.find((key) => key.id === search.id);
  const close = () => go.dialog(undefined);
  const create = may("apiKey", "create") && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => go.dialog("create")}>
      {t("keys:create.title")}
    </Button>
  );
  const columns: (Column<Key> | false)[] = [
    { id: "name", header: t("keys:name"), primary: true, cell: (row) => row.name },
    { id: "role", header: t("keys:role"), cell: (row) => t(`common:role.${row.role}`) },
    { id: "createdBy", header: t("keys:createdBy"), cell: (row) => row.createdBy?.name ?? <NoData /> },
    { id: "createdAt", header: t("keys:createdAt"), cell: (row) => <DateTimeText value={row.createdAt} /> },
    {
      id: "state",
      header: t("keys:state"),
      cell: (row) => (row.revokedAt ? <Badge color="gray">{t("keys:state.revoked")}</Badge> : <Badge color="jade">{t("keys:state.works")}</Badge>),
    },
    may("apiKey", "revoke") && {
      id: "act",
      header: t("keys:act"),
      headerHidden: true,
      cell: (row) =>
        row.revokedAt === null && (
          <Button size="xs" variant="subtle" color="red" aria-label={t("keys:revoke.of", { name: row.name })} onClick={() => go.dialog("revoke", row.id)}>
            {t("keys:revoke.confirm")}
          </Button>
        ),
    },
  ];
  return (
    <>
      <PageHeader
        title={t("common:nav.apiKeys")}
        subtitle={
          <>
            <div>{t("keys:lead")}</div>
            <Anchor href="/explorer" size="sm">
              {t("keys:explorer")}
            </Anchor>
          </>
        }
        actions={create}
      />
      <DataTable
        label={t("common:nav.apiKeys")}
        columns={columns.filter((column) => column !== false)}
        rows={keys}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={{ icon: "key", title: t("keys:none"), hint: t("keys:noneHint"), action: create || undefined }}
        pageInfo={data?.apiKeys.pageInfo}
        totalCount={data?.apiKeys.totalCount}
        onPage={go.page}
      />
      {search.dialog === "create" && may("apiKey", "create") && <CreateDialog onClose={close} />}
      {chosen && search.dialog === "revoke" && may("apiKey", "revoke") && chosen.revokedAt === null && <RevokeDialog apiKey={chosen} onClose={close} />}
    </>
  );
}
