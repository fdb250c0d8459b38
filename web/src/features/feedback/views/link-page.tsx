import { Badge, Button, NativeSelect } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { DateText, DateTimeText, NameText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { EmptyState } from "~/shared/ui/empty-state";
import { Filters } from "~/shared/ui/filters";
import { Icon } from "~/shared/ui/icon";
import { FeedbackHeader } from "../components/feedback-header";
import { MakeLinksDialog, type NewLinks } from "../components/make-links-dialog";
import { NewLinksDialog } from "../components/new-links-dialog";
import { RevokeDialog } from "../components/revoke-dialog";
import { linkFragment, linkStateOf, type SurveyLink } from "../feedback";
import { linkStates } from "../routes";
import { useAccountName } from "../use-account-name";

const listQuery = graphql(
  `
    query SurveyLinks($filter: SurveyLinkFilter, $first: Int, $after: String, $last: Int, $before: String) {
      surveyLinks(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...SurveyLinkRow } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [linkFragment],
);

const colors = { waiting: "blue", answered: "jade", revoked: "gray", over: "gray" } as const;

const route = getRouteApi("/shell/feedback/links");

/** The survey links that were given out: one for each customer, good for one answer. */
export function LinkPage() {
  const { t } = useTranslation(["feedback", "common"]);
  const search = route.useSearch();
  const go = useListNavigation();
  const { today } = useViewer();
  const may = useMay();
  const accountName = useAccountName();
  // The addresses are in this page's memory alone: a reload or another page forgets them.
  const [made, setMade] = useState<NewLinks>();
  const allowed = may("feedback", "survey");
  const [{ data, fetching, error }, again] = useQuery({
    query: listQuery,
    variables: { filter: { distributorId: search.distributor ?? null, waiting: search.state ? search.state === "waiting" : null }, ...pageVariables(search) },
    requestPolicy: "cache-and-network",
    pause: !allowed,
  });
  const rows = data?.surveyLinks.edges.map((edge) => edge.node);
  const chosen = rows?.find((row) => row.id === search.id);
  const filtered = Boolean(search.distributor || search.state);
  const make = (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => go.dialog("create")}>
      {t("feedback:make")}
    </Button>
  );
  const columns: Column<SurveyLink>[] = [
    { id: "customer", header: t("feedback:customer"), primary: true, cell: (row) => accountName(row.account) },
    { id: "distributor", header: t("feedback:distributor"), cell: (row) => <NameText value={row.distributor.name} /> },
    {
      id: "state",
      header: t("feedback:state"),
      cell: (row) => {
        const state = linkStateOf(row, today);
        return <Badge color={colors[state]}>{t(`feedback:state.${state}`)}</Badge>;
      },
    },
    { id: "made", header: t("feedback:createdAt"), cell: (row) => <DateTimeText value={row.createdAt} stacked /> },
    { id: "expires", header: t("feedback:expiresOn"), cell: (row) => <DateText value={row.expiresOn} /> },
    { id: "answered", header: t("feedback:answeredAt"), cell: (row) => <DateTimeText value={row.answeredAt} stacked /> },
    {
      id: "act",
      header: t("feedback:revoke.confirm"),
      headerHidden: true,
      cell: (row) =>
        linkStateOf(row, today) === "waiting" ? (
          <Button size="xs" variant="subtle" color="gray" onClick={() => go.dialog("revoke", row.id)}>
            {t("feedback:revoke.confirm")}
          </Button>
        ) : (
          ""
        ),
    },
  ];
  if (!allowed) {
    return (
      <>
        <FeedbackHeader title={t("feedback:links")} lead={t("feedback:linksLead")} />
        <EmptyState icon="link" title={t("feedback:forbidden")} hint={t("feedback:forbiddenHint")} />
      </>
    );
  }
  return (
    <>
      <FeedbackHeader title={t("feedback:links")} lead={t("feedback:linksLead")} actions={make} />
      <Filters label={t("feedback:filters")}>
        <DistributorSelect compact label={t("feedback:anyDistributor")} value={search.distributor} onChange={(id) => go.filter({ distributor: id })} />
        <NativeSelect
          aria-label={t("feedback:state")}
          value={search.state ?? ""}
          data={[{ value: "", label: t("feedback:anyState") }, ...linkStates.map((state) => ({ value: state, label: t(`feedback:links.${state}`) }))]}
          onChange={(event) => go.filter({ state: event.currentTarget.value || undefined })}
        />
      </Filters>
      <DataTable
        label={t("feedback:links")}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={filtered ? { icon: "search", title: t("feedback:noLinksFound"), hint: t("feedback:noneFoundHint") } : { icon: "link", title: t("feedback:noLinks"), hint: t("feedback:noLinksHint"), action: make }}
        pageInfo={data?.surveyLinks.pageInfo}
        totalCount={data?.surveyLinks.totalCount}
        onPage={go.page}
        rowTone={(row) => (linkStateOf(row, today) === "waiting" || row.answeredAt ? undefined : "muted")}
      />
      {search.dialog === "create" && !made && (
        <MakeLinksDialog
          distributor={search.distributor}
          onMade={(links) => {
            setMade(links);
            go.dialog(undefined);
          }}
          onClose={() => go.dialog(undefined)}
        />
      )}
      {made && <NewLinksDialog links={made} onClose={() => setMade(undefined)} />}
      {search.dialog === "revoke" && chosen && linkStateOf(chosen, today) === "waiting" && <RevokeDialog link={chosen} onClose={() => go.dialog(undefined)} />}
    </>
  );
}
