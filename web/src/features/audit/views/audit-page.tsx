import { Button, NativeSelect, Pill, Text, UnstyledButton } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { DateTimeText, NoData } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { pageVariables, sortVariable } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { DateField } from "~/shared/ui/date-field";
import { Filters } from "~/shared/ui/filters";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { EntryDrawer } from "../components/entry-drawer";
import { differences, type Difference } from "../difference";
import { actions, dayStart, entryFragment, type Entry } from "../entry";
import { useAuditValue } from "../use-audit-value";
import { useAuditWord } from "../use-audit-word";

const listQuery = graphql(
  `
    query AuditEntries($filter: AuditEntryFilter, $sort: AuditEntrySort, $first: Int, $after: String, $last: Int, $before: String) {
      auditEntries(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...Entry } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [entryFragment],
);

const route = getRouteApi("/shell/audit");

/** Who did what, when and why. */
export function AuditPage() {
  const { t } = useTranslation(["audit", "common"]);
  const word = useAuditWord();
  const readsAll = useViewer().permissions.some((one) => one.resource === "audit" && one.action === "read" && one.scope === "all");
  const search = route.useSearch();
  const go = useListNavigation();
  const [{ data, fetching, error }, again] = useQuery({
    query: listQuery,
    variables: {
      filter: { action: search.action ?? null, actorId: search.actor ?? null, subjectId: search.subject ?? null, from: search.from ? dayStart(search.from) : null, until: search.until ? dayStart(search.until, 1) : null },
      sort: sortVariable<"AT">(search) ?? null,
      ...pageVariables(search),
    },
  });
  const entries = data?.auditEntries.edges.map((edge) => edge.node);
  const open = search.dialog === "entry" ? entries?.find((one) => one.id === search.id) : undefined;
  const actor = search.actor ? entries?.find((one) => one.actor?.id === search.actor)?.actor?.name : undefined;
  const clear = { "aria-label": t("common:action.clear") };
  const columns: Column<Entry>[] = [
    {
      id: "action",
      header: t("audit:what"),
      primary: true,
      cell: (row) => (
        <TextLink to="/audit" search={(before) => ({ ...before, dialog: "entry", id: row.id })} resetScroll={false}>
          {word("action", row.action)}
        </TextLink>
      ),
    },
    { id: "at", header: t("audit:at"), sortField: "AT", cell: (row) => <DateTimeText value={row.at} /> },
    {
      id: "actor",
      header: t("audit:actor"),
      cell: (row) =>
        row.actor ? (
          <UnstyledButton onClick={() => go.filter({ actor: row.actor?.id })} title={t("audit:onlyActor", { name: row.actor.name })} fz="inherit" td="underline" style={{ textDecorationStyle: "dotted", textUnderlineOffset: 3 }}>
            {row.actor.name}
          </UnstyledButton>
        ) : (
          t("audit:system")
        ),
    },
    { id: "subject", header: t("audit:subject"), cell: (row) => <span style={{ whiteSpace: "nowrap" }}>{word("subject", row.subjectType)}</span> },
    { id: "changes", header: t("audit:changes"), wideOnly: true, cell: (row) => <Changes entry={row} /> },
    { id: "reason", header: t("audit:reason"), wideOnly: true, cell: (row) => row.reason || <NoData /> },
  ];
  const filtered = Boolean(search.action || search.actor || search.subject || search.from || search.until);
  return (
    <>
      <PageHeader
        title={t("common:nav.audit")}
        subtitle={t("audit:lead")}
        actions={
          readsAll && (
            <Button component="a" href="/exports/audit" download variant="default" leftSection={<Icon name="download" size={16} />} title={t("audit:exportSealedHint")}>
              {t("audit:exportSealed")}
            </Button>
          )
        }
      />
      <Filters label={t("audit:filters")}>
        <NativeSelect
          aria-label={t("audit:what")}
          value={search.action ?? ""}
          data={[{ value: "", label: t("audit:anyAction") }, ...actions.map((action) => ({ value: action, label: word("action", action) })).sort((a, b) => a.label.localeCompare(b.label))]}
          onChange={(event) => go.filter({ action: event.currentTarget.value || undefined })}
        />
        <DateField aria-label={t("audit:from")} placeholder={t("audit:from")} clearable clearButtonProps={clear} value={search.from ?? null} maxDate={search.until} onChange={(from) => go.filter({ from: from ?? undefined })} />
        <DateField aria-label={t("audit:until")} placeholder={t("audit:until")} clearable clearButtonProps={clear} value={search.until ?? null} minDate={search.from} onChange={(until) => go.filter({ until: until ?? undefined })} />
        {search.actor && (
          <Pill withRemoveButton size="lg" onRemove={() => go.filter({ actor: undefined })} removeButtonProps={{ "aria-label": t("audit:anyActor"), tabIndex: 0, "aria-hidden": false }}>
            {actor ? t("audit:by", { name: actor }) : t("audit:byOne")}
          </Pill>
        )}
        {search.subject && (
          <Pill withRemoveButton size="lg" onRemove={() => go.filter({ subject: undefined })} removeButtonProps={{ "aria-label": t("audit:anySubject"), tabIndex: 0, "aria-hidden": false }}>
            {t("audit:about", { subject: search.subject })}
          </Pill>
        )}
        {filtered && (
          <Button variant="subtle" color="gray" onClick={() => go.filter({ action: undefined, actor: undefined, subject: undefined, from: undefined, until: undefined })}>
            {t("common:action.clear")}
          </Button>
        )}
      </Filters>
      <DataTable
        label={t("common:nav.audit")}
        columns={columns}
        rows={entries}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={filtered ? { icon: "search", title: t("audit:noneFound"), hint: t("audit:noneFoundHint") } : { icon: "list", title: t("audit:none"), hint: t("audit:noneHint") }}
        sort={search.sort ?? "AT.DESC"}
        onSort={go.sort}
        pageInfo={data?.auditEntries.pageInfo}
        totalCount={data?.auditEntries.totalCount}
        onPage={go.page}
      />
      {open && <EntryDrawer entry={open} onClose={() => go.dialog(undefined)} />}
    </>
  );
}

/** What names things for programs alone. */
const ids = /^([a-z]{3}_[0-9a-z]{26}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(, |$)/;

/** The first values that changed, in short; the entry itself has all, ids too. */
function Changes({ entry }: { entry: Entry }) {
  const word = useAuditWord();
  const said = useAuditValue();
  const telling = (one: Difference) => one.changed && [one.before, one.after].some((value) => value && !ids.test(value)) && !/(^|\.)(hash|sha256|file)$/.test(one.path);
  const changed = differences(entry.before, entry.after).filter(telling);
  if (changed.length === 0) return <NoData />;
  const short = (path: string, value: string | undefined) => {
    const text = value ? said(path, value) : "";
    return text.length > 24 ? `${text.slice(0, 23)}…` : text;
  };
  return (
    <Text span size="sm" c="dimmed">
      {changed
        .slice(0, 2)
        .map((one) => (one.before ? `${word("field", one.path)}: ${short(one.path, one.before)} → ${short(one.path, one.after) || "–"}` : `${word("field", one.path)}: ${short(one.path, one.after)}`))
        .join(" · ")}
      {changed.length > 2 && " …"}
    </Text>
  );
}
