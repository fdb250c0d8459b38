import { Button, Group, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { formatInteger } from "~/shared/format/format";
import { DateText, DateTimeText } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { StateBadge } from "../components/state-badge";
import { VersionDrawer } from "../components/version-drawer";
import { WithdrawDialog } from "../components/withdraw-dialog";
import { programmesQuery, stateOf, type Programme } from "../programme";
import { useAudience } from "../use-audience";

const route = getRouteApi("/shell/programme");

/** The versions of the programme: what counts, from when and for whom. */
export function ProgrammePage() {
  const { t } = useTranslation(["programme", "common"]);
  const language = useLanguage();
  const search = route.useSearch();
  const go = useListNavigation();
  const { today } = useViewer();
  const may = useMay();
  const audience = useAudience();
  const [{ data, fetching, error }, again] = useQuery({ query: programmesQuery, variables: pageVariables(search), requestPolicy: "cache-and-network" });
  const rows = data?.scorecardProgrammes.edges.map((edge) => edge.node);
  const state = (row: Programme) => stateOf(row, rows ?? [], today);
  const chosen = rows?.find((row) => String(row.version) === search.id);
  const change = may("programme", "update");
  const make = (may("programme", "simulate") || change) && (
    <ButtonLink to="/programme/new" leftSection={<Icon name="plus" size={16} />}>
      {t("programme:new")}
    </ButtonLink>
  );
  const columns: (Column<Programme> | false)[] = [
    {
      id: "name",
      header: t("programme:name"),
      primary: true,
      cell: (row) => (
        <TextLink to="/programme" search={{ ...search, dialog: "show", id: String(row.version) }}>
          {row.name || t("programme:version", { version: row.version })}
        </TextLink>
      ),
    },
    { id: "version", header: t("programme:number"), numeric: true, cell: (row) => formatInteger(row.version, language) },
    { id: "from", header: t("programme:from"), cell: (row) => (row.version === 1 ? t("programme:fromFirst") : <DateText value={row.from} />) },
    { id: "state", header: t("programme:state"), cell: (row) => <StateBadge state={state(row)} /> },
    { id: "audience", header: t("programme:audience"), cell: (row) => audience(row.eligibility) },
    { id: "metrics", header: t("programme:metrics"), numeric: true, cell: (row) => formatInteger(row.rules.length, language) },
    {
      id: "published",
      header: t("programme:published"),
      wideOnly: true,
      cell: (row) => (
        <>
          <DateTimeText value={row.publishedAt} stacked />
          {row.publishedBy && (
            <Text size="xs" c="dimmed">
              {row.publishedBy.name}
            </Text>
          )}
        </>
      ),
    },
    Boolean(make) && {
      id: "act",
      header: t("programme:act"),
      headerHidden: true,
      cell: (row) => (
        <Group gap={4} wrap="nowrap">
          <ButtonLink size="xs" variant="subtle" color="gray" to="/programme/new" search={{ base: String(row.version) }}>
            {t("programme:beginHere")}
          </ButtonLink>
          {change && state(row) === "toCome" && (
            <Button size="xs" variant="subtle" color="red" onClick={() => go.dialog("withdraw", String(row.version))}>
              {t("programme:withdraw.open")}
            </Button>
          )}
        </Group>
      ),
    },
  ];
  return (
    <>
      <PageHeader title={t("common:nav.programme")} subtitle={t("programme:lead")} actions={make || undefined} />
      <DataTable
        label={t("programme:versions")}
        columns={columns.filter((column) => column !== false)}
        rows={rows}
        rowId={(row) => String(row.version)}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={{ icon: "score", title: t("programme:none"), hint: t("programme:noneHint"), action: make || undefined }}
        pageInfo={data?.scorecardProgrammes.pageInfo}
        totalCount={data?.scorecardProgrammes.totalCount}
        onPage={go.page}
        rowTone={(row) => (state(row) === "withdrawn" ? "muted" : undefined)}
      />
      {chosen && search.dialog === "show" && <VersionDrawer programme={chosen} state={state(chosen)} onClose={() => go.dialog(undefined)} />}
      {chosen && search.dialog === "withdraw" && change && state(chosen) === "toCome" && <WithdrawDialog programme={chosen} onClose={() => go.dialog(undefined)} />}
    </>
  );
}
