import { Button, Group, Paper, Skeleton, Stack, Title } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { graphql } from "~/shared/graphql/gql";
import { useEveryPage } from "~/shared/graphql/use-every-page";
import { useLocalName } from "~/shared/i18n/use-language";
import { ProductLineSelect } from "~/shared/pickers/product-line-select";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { Panel } from "~/shared/ui/panel";
import { SearchField } from "~/shared/ui/search-field";
import { AssignDialog } from "../components/assign-dialog";
import { AssignmentTable } from "../components/assignment-table";
import { CoverLegend } from "../components/cover-tiles";
import { EndDialog } from "../components/end-dialog";
import { RegionPanel, Tiles } from "../components/region-panel";
import { RegionTree } from "../components/region-tree";
import { TerritoryDialog } from "../components/territory-dialog";
import { coverage } from "../coverage";
import { assignmentsQuery, territoryFragment, type Region } from "../territory";
import classes from "./territory-page.module.css";

const treeQuery = graphql(
  `
    query RegionTree {
      territories { ...Region }
    }
  `,
  [territoryFragment],
);

const route = getRouteApi("/shell/territories");

/** The region tree beside the chosen region. On a phone one of the two shows. */
export function TerritoryPage() {
  const { t } = useTranslation(["territories", "common"]);
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const viewer = useViewer();
  const [round, setRound] = useState(0);
  const [{ data, fetching, error }, again] = useQuery({ query: treeQuery });
  const assigned = useEveryPage({ query: assignmentsQuery, variables: { filter: { on: viewer.today } }, pick: (page) => page.assignments, pause: !may("assignment", "read"), round });
  const regions = data?.territories;
  const covers = useMemo(() => (regions && assigned.complete && assigned.rows ? coverage(regions, assigned.rows, search.line) : undefined), [regions, assigned.complete, assigned.rows, search.line]);
  const chosen = regions?.find((one) => one.id === search.territory);
  const choose = (id: string | undefined) => go.filter({ territory: id });
  const changed = () => {
    setRound((one) => one + 1);
    go.dialog(undefined);
  };
  const addCountry = may("territory", "create") && (
    <Button leftSection={<Icon name="plus" size={16} />} variant={chosen ? "default" : "filled"} onClick={() => go.dialog("country")}>
      {t("territories:add.country")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("common:nav.territories")} subtitle={viewer.distributor ? t("territories:leadDistributor") : t("territories:lead")} actions={addCountry} />
      {error && !regions && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {!regions && fetching && <Skeleton height={420} radius="lg" />}
      {regions && regions.length === 0 && <EmptyState icon="map" title={t("territories:none")} hint={may("territory", "create") ? t("territories:noneHint") : t("territories:noneHintReader")} action={addCountry || undefined} />}
      {regions && regions.length > 0 && (
        <div className={classes["split"]} data-chosen={chosen ? true : undefined}>
          <div className={classes["side"]}>
            <Stack gap="sm" mb="sm" role="search" aria-label={t("territories:filters")}>
              <SearchField label={t("territories:search")} value={search.search} onChange={(value) => go.filter({ search: value })} />
              {may("product", "read") && <ProductLineSelect compact label={t("territories:byLine")} value={search.line} onChange={(id) => go.filter({ line: id })} />}
            </Stack>
            <Paper p={6} bg="var(--portal-surface)" className={classes["tree"]}>
              <RegionTree regions={regions} covers={covers} search={search.search} chosen={chosen?.id} onChoose={choose} />
            </Paper>
          </div>
          <div className={classes["main"]}>
            {chosen && (
              <Group hiddenFrom="md" mb="sm">
                <TextLink to="/territories" search={(before) => ({ ...before, territory: undefined })} size="sm">
                  {t("territories:backToTree")}
                </TextLink>
              </Group>
            )}
            {assigned.error && !assigned.rows && <FaultAlert fault={faultFrom(assigned.error)} onRetry={assigned.reload} />}
            {chosen ? (
              <RegionPanel key={chosen.id} region={chosen} regions={regions} covers={covers} all={search.all === true} onAll={(all) => go.filter({ all: all || undefined })} onChoose={choose} onDialog={go.dialog} round={round} />
            ) : (
              <Overview regions={regions} covers={covers} assigned={assigned} onChoose={choose} onEnd={(id) => go.dialog("end", id)} />
            )}
          </div>
        </div>
      )}
      {search.dialog === "country" && may("territory", "create") && <TerritoryDialog onClose={() => go.dialog(undefined)} onDone={(id) => go.filter({ territory: id, dialog: undefined })} />}
      {chosen && search.dialog === "add" && may("territory", "create") && <TerritoryDialog parent={chosen} onClose={() => go.dialog(undefined)} onDone={(id) => go.filter({ territory: id, dialog: undefined })} />}
      {chosen && search.dialog === "edit" && may("territory", "update") && <TerritoryDialog region={chosen} onClose={() => go.dialog(undefined)} onDone={() => go.dialog(undefined)} />}
      {chosen && search.dialog === "assign" && may("assignment", "create") && <AssignDialog region={chosen} onClose={() => go.dialog(undefined)} onDone={changed} />}
      {search.dialog === "end" && search.id && may("assignment", "update") && <EndChosen id={search.id} onClose={() => go.dialog(undefined)} onDone={changed} />}
    </>
  );
}

const endQuery = graphql(`
  query AssignmentToEnd($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Assignment {
        id
        from
        until
        exclusive
        distributor { id code name { default zhHant zhHans } }
        territory { id code name { default zhHant zhHans } }
        productLine { id code name { default zhHant zhHans } }
      }
    }
  }
`);

/** The end dialog of the assignment that the URL names. */
function EndChosen({ id, onClose, onDone }: { id: string; onClose: () => void; onDone: () => void }) {
  const [{ data }] = useQuery({ query: endQuery, variables: { id } });
  const found = data?.node;
  return found?.__typename === "Assignment" ? <EndDialog assignment={found} onClose={onClose} onDone={onDone} /> : null;
}

interface OverviewProps {
  regions: readonly Region[];
  covers: Parameters<typeof Tiles>[0]["covers"];
  assigned: { rows: Parameters<typeof AssignmentTable>[0]["assignments"] | undefined; fetching: boolean; error: Parameters<typeof AssignmentTable>[0]["error"]; reload(): void };
  onChoose(id: string): void;
  onEnd(id: string): void;
}

/** What stands beside the tree while no region is chosen: for a distributor its own assignments, and the countries. */
function Overview({ regions, covers, assigned, onChoose, onEnd }: OverviewProps) {
  const { t } = useTranslation("territories");
  const { distributor } = useViewer();
  const may = useMay();
  const localName = useLocalName();
  const parents = new Map(regions.map((one) => [one.id, one]));
  const topOf = (id: string): string => parents.get(id)?.parentId ? topOf(parents.get(id)?.parentId ?? "") : id;
  // A distributor is shown the countries that it sells in; the tree holds the rest.
  const mine = new Set(distributor ? assigned.rows?.map((one) => topOf(one.territory.id)) : undefined);
  const roots = regions.filter((one) => one.parentId === null && (!distributor || mine.has(one.id)));
  const within = (id: string) => regions.filter((one) => one.parentId === id);
  return (
    <Stack gap="lg">
      {distributor && may("assignment", "read") && (
        <Panel title={t("mine.title")} description={t("mine.lead")}>
          <AssignmentTable label={t("mine.title")} assignments={assigned.rows} fetching={assigned.fetching} error={assigned.error} onRetry={assigned.reload} empty={{ icon: "map", title: t("mine.none"), hint: t("mine.noneHint") }} onEnd={(one) => onEnd(one.id)} />
        </Panel>
      )}
      {roots.length > 0 && (
        <Panel title={distributor ? t("overview.mine") : t("overview.title")} description={distributor ? t("overview.mineHint") : t("overview.hint")}>
          <Stack gap="lg">
            {roots.map((root) => {
              const parts = within(root.id);
              return parts.length > 0 ? (
                <div key={root.id}>
                  <Title order={3} mb="xs">
                    {localName(root.name)}
                  </Title>
                  <Tiles regions={parts} covers={covers} onChoose={onChoose} />
                </div>
              ) : (
                <Tiles key={root.id} regions={[root]} covers={covers} onChoose={onChoose} />
              );
            })}
            <CoverLegend />
          </Stack>
        </Panel>
      )}
    </Stack>
  );
}
