import { Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useFaultText, useMessageText } from "~/shared/fault/use-fault-text";
import { graphql } from "~/shared/graphql/gql";
import { useEveryPage } from "~/shared/graphql/use-every-page";
import { useLocalName } from "~/shared/i18n/use-language";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { defined, pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { Filters } from "~/shared/ui/filters";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { SearchField } from "~/shared/ui/search-field";
import { TablePager } from "~/shared/ui/table-pager";
import { YearPicker } from "~/shared/ui/year-picker";
import { CascadeDialog } from "../components/cascade-dialog";
import { TargetGrid, type GridRow } from "../components/target-grid";
import { steps, type Step } from "../routes";
import { columnsOf, type SetTarget } from "../target";

const targetsQuery = graphql(`
  query TargetsOfYear($filter: TargetFilter, $first: Int, $after: String) {
    targets(filter: $filter, first: $first, after: $after) {
      edges { node { id period amount { amount currency } distributor { id } productLine { id } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const distributorsQuery = graphql(`
  query TargetDistributors($filter: DistributorFilter, $first: Int, $after: String, $last: Int, $before: String) {
    distributors(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      edges { node { id code name { default zhHant zhHans } } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount
    }
  }
`);

const oneQuery = graphql(`
  query TargetDistributor($id: ID!) {
    distributor(id: $id) { id code name { default zhHant zhHans } }
    productLines { id code name { default zhHant zhHans } }
  }
`);

const setMutation = graphql(`
  mutation SetTarget($input: SetTargetInput!) {
    setTarget(input: $input) {
      target { id amount { amount currency } }
    }
  }
`);

const route = getRouteApi("/shell/targets");

/** The targets of a year. Of all distributors a row each; of one distributor a row for each product line. */
export function TargetPage() {
  const { t } = useTranslation(["targets", "common"]);
  const search = route.useSearch();
  const go = useListNavigation();
  const viewer = useViewer();
  const may = useMay();
  const faultText = useFaultText();
  const messageText = useMessageText();
  const year = search.year ?? viewer.today.slice(0, 4);
  const by = search.by ?? "quarter";
  const distributorId = viewer.distributor?.id ?? search.distributor;
  const [, set] = useMutation(setMutation);
  const { rows: targets, error, fetching, complete, reload } = useEveryPage({
    query: targetsQuery,
    variables: { filter: { year: Number(year), distributorId: distributorId ?? null } },
    pick: (data) => data.targets,
    pages: 40,
  });
  const byDistributor = useMemo(() => {
    const groups = new Map<string, SetTarget[]>();
    for (const one of targets ?? []) {
      const group = groups.get(one.distributor.id);
      if (group) group.push(one);
      else groups.set(one.distributor.id, [one]);
    }
    return groups;
  }, [targets]);

  const onSet = async (row: GridRow, period: string, amount: string | null) => {
    const result = await set({ input: { distributorId: row.distributorId, period, productLineId: row.lineId ?? null, amount } });
    if (result.error) {
      const fault = faultFrom(result.error);
      const [field] = fault.fields;
      return field ? messageText(field) : faultText(fault);
    }
    reload();
    return undefined;
  };
  const grid = { year, columns: columnsOf(year, by), editable: may("target", "update"), onSet };
  return (
    <>
      <PageHeader
        title={t("common:nav.targets")}
        subtitle={viewer.distributor ? t("targets:leadDistributor") : may("target", "update") ? t("targets:lead") : t("targets:leadReader")}
        actions={
          may("target", "update") && (
            <>
              <ButtonLink variant="default" to="/targets/import" leftSection={<Icon name="upload" size={16} />}>
                {t("targets:import")}
              </ButtonLink>
              <Button onClick={() => go.dialog("cascade")}>{t("targets:cascade.open")}</Button>
            </>
          )
        }
      />
      <Filters label={t("targets:filters")}>
        {/* Targets are set ahead. */}
        <YearPicker year={Number(year)} last={Number(viewer.today.slice(0, 4)) + 1} count={7} onChange={(value) => go.filter({ year: String(value) })} />
        <SegmentedControl value={by} data={steps.map((step) => ({ value: step, label: t(`targets:by.${step}`) }))} onChange={(step) => go.filter({ by: step as Step })} aria-label={t("targets:columns")} />
        {!viewer.distributor && <DistributorSelect compact label={t("targets:anyDistributor")} value={search.distributor} onChange={(id) => go.filter({ distributor: id })} />}
        {!distributorId && <SearchField label={t("targets:search")} value={search.search} onChange={(value) => go.filter({ search: value })} />}
      </Filters>
      <Stack gap="sm">
        {error && <FaultAlert fault={faultFrom(error)} onRetry={reload} />}
        {distributorId ? (
          <OfOne key={distributorId} {...grid} distributorId={distributorId} targets={targets && (complete || !fetching) ? (byDistributor.get(distributorId) ?? []) : undefined} />
        ) : (
          <OfAll {...grid} byDistributor={targets && (complete || !fetching) ? byDistributor : undefined} />
        )}
        <Text size="sm" c="dimmed">
          {t("targets:legend", { currency: viewer.baseCurrency })}
          {grid.editable && ` ${t("targets:legendEdit")}`}
          {targets && !fetching && !complete && !error && ` ${t("targets:tooMany", { count: targets.length })}`}
        </Text>
      </Stack>
      {search.dialog === "cascade" && may("target", "update") && (
        <CascadeDialog
          distributor={search.distributor}
          year={year}
          onDone={() => {
            reload();
            go.dialog(undefined);
          }}
          onClose={() => go.dialog(undefined)}
        />
      )}
    </>
  );
}

type GridProps = Pick<Parameters<typeof TargetGrid>[0], "year" | "columns" | "editable" | "onSet">;

/** A row for each distributor, a page at a time; the last row adds up all of them. */
function OfAll({ byDistributor, ...grid }: GridProps & { byDistributor: ReadonlyMap<string, readonly SetTarget[]> | undefined }) {
  const { t } = useTranslation("targets");
  const localName = useLocalName();
  const search = route.useSearch();
  const go = useListNavigation();
  const [{ data, fetching, error }, again] = useQuery({ query: distributorsQuery, variables: { filter: { search: search.search ?? null }, ...pageVariables(search) } });
  if (error && !data) return <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />;
  if (data && data.distributors.edges.length === 0) {
    return search.search ? <EmptyState icon="search" title={t("noneFound")} hint={t("noneFoundHint")} /> : <EmptyState icon="store" title={t("noDistributors")} hint={t("noDistributorsHint")} />;
  }
  const rows =
    data && byDistributor
      ? data.distributors.edges.map(({ node }): GridRow => ({
          key: node.id,
          name: localName(node.name),
          head: (
            <TextLink inherit to="/targets" search={defined({ year: search.year, by: search.by, distributor: node.id })}>
              {localName(node.name)}
            </TextLink>
          ),
          distributorId: node.id,
          targets: byDistributor.get(node.id) ?? [],
        }))
      : undefined;
  return (
    <>
      {byDistributor?.size === 0 && <NoTargets year={grid.year} editable={grid.editable} />}
      <TargetGrid {...grid} label={t("grid", { year: grid.year })} corner={t("distributor")} rows={rows} sums={byDistributor && !search.search ? [...byDistributor.values()] : undefined} sumLabel={t("sum")} />
      {data && <TablePager pageInfo={data.distributors.pageInfo} totalCount={data.distributors.totalCount} shown={data.distributors.edges.length} busy={fetching} onPage={go.page} />}
    </>
  );
}

/** One distributor: all product lines together, and each line. */
function OfOne({ distributorId, targets, ...grid }: GridProps & { distributorId: string; targets: readonly SetTarget[] | undefined }) {
  const { t } = useTranslation("targets");
  const localName = useLocalName();
  const viewer = useViewer();
  const search = route.useSearch();
  const [{ data, fetching, error }, again] = useQuery({ query: oneQuery, variables: { id: distributorId } });
  if (error && !data) return <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />;
  if (data && !data.distributor) return <EmptyState icon="store" title={t("noSuch")} hint={t("noSuchHint")} />;
  // Who only reads needs the lines that have targets, and no others.
  const used = new Set(targets?.flatMap((one) => one.productLine?.id ?? []));
  const lines = (data?.productLines ?? []).filter((line) => grid.editable || used.has(line.id));
  const rows: GridRow[] | undefined =
    data && targets
      ? [
          { key: "all", name: t("allLines"), head: t("allLines"), distributorId, targets },
          ...lines.map((line) => ({ key: line.id, name: localName(line.name), head: localName(line.name), distributorId, lineId: line.id, targets })),
        ]
      : undefined;
  return (
    <>
      {!viewer.distributor && data?.distributor && (
        <Group gap="sm">
          <Text fw={600}>
            {localName(data.distributor.name)} · {data.distributor.code}
          </Text>
          <TextLink size="sm" to="/targets" search={defined({ year: search.year, by: search.by })}>
            {t("allDistributors")}
          </TextLink>
        </Group>
      )}
      {targets?.length === 0 && <NoTargets year={grid.year} editable={grid.editable} />}
      <TargetGrid {...grid} label={t("grid", { year: grid.year })} corner={t("line")} rows={rows} />
    </>
  );
}

function NoTargets({ year, editable }: { year: string; editable: boolean }) {
  const { t } = useTranslation("targets");
  return <EmptyState icon="target" title={t("none", { year })} hint={editable ? t("noneHint") : t("noneHintReader")} />;
}
