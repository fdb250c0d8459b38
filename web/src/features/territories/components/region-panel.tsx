import { Badge, Breadcrumbs, Button, Group, Pill, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useEveryPage } from "~/shared/graphql/use-every-page";
import { useLocalName } from "~/shared/i18n/use-language";
import { useMay, useViewer } from "~/shared/session/viewer";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import type { Cover } from "../coverage";
import { assignmentsQuery, kindsWithin, type Assignment, type Region } from "../territory";
import { ancestorsOf } from "../tree";
import { AssignmentTable } from "./assignment-table";
import { CoverLegend, CoverTiles } from "./cover-tiles";

interface Props {
  region: Region;
  regions: readonly Region[];
  covers: ReadonlyMap<string, Cover> | undefined;
  /** Shows assignments that are over or still to come, too. */
  all: boolean;
  onAll(all: boolean): void;
  onChoose(id: string): void;
  onDialog(dialog: string, id?: string): void;
  /** Counts up when assignments have changed. */
  round: number;
}

/** One region: what it is, who may sell there, and what lies within. */
export function RegionPanel({ region, regions, covers, all, onAll, onChoose, onDialog, round }: Props) {
  const { t } = useTranslation("territories");
  const localName = useLocalName();
  const may = useMay();
  const byId = new Map(regions.map((one) => [one.id, one]));
  const above = ancestorsOf(byId, region.id).flatMap((id) => byId.get(id) ?? []).reverse();
  const within = regions.filter((one) => one.parentId === region.id);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={6} miw={0} style={{ flex: "1 1 260px" }}>
          {above.length > 0 && (
            <Breadcrumbs separatorMargin={6} style={{ flexWrap: "wrap" }}>
              {above.map((one) => (
                <TextLink key={one.id} size="sm" to="/territories" search={(before) => ({ ...before, territory: one.id })}>
                  {localName(one.name)}
                </TextLink>
              ))}
            </Breadcrumbs>
          )}
          <Group gap="sm">
            <Title order={2}>{localName(region.name)}</Title>
            <Badge color="gray">{t(`kind.${region.kind}`)}</Badge>
            <Text span size="sm" c="dimmed" ff="monospace">
              {region.code}
            </Text>
          </Group>
          {region.aliases.length > 0 && (
            <Group gap={6} role="group" aria-label={t("aliases")}>
              <Text span size="sm" c="dimmed">
                {t("aliases")}
              </Text>
              {region.aliases.map((alias) => (
                <Pill key={alias}>{alias}</Pill>
              ))}
            </Group>
          )}
        </Stack>
        <Group gap="xs">
          {may("saleLine", "read") && (
            <ButtonLink size="sm" variant="default" leftSection={<Icon name="chart" size={16} />} to="/sales" search={{ territory: region.id }}>
              {t("sales")}
            </ButtonLink>
          )}
          {may("territory", "update") && (
            <Button variant="default" leftSection={<Icon name="edit" size={16} />} onClick={() => onDialog("edit")}>
              {t("edit")}
            </Button>
          )}
          {may("assignment", "create") && (
            <Button leftSection={<Icon name="plus" size={16} />} onClick={() => onDialog("assign")}>
              {t("assign.open")}
            </Button>
          )}
        </Group>
      </Group>
      {may("assignment", "read") && <Assignments region={region} above={above} all={all} onAll={onAll} round={round} onEnd={(one) => onDialog("end", one.id)} />}
      {(within.length > 0 || (may("territory", "create") && kindsWithin(region.kind).length > 0)) && (
        <Panel
          title={t("within")}
          actions={
            may("territory", "create") &&
            kindsWithin(region.kind).length > 0 && (
              <Button size="xs" variant="default" leftSection={<Icon name="plus" size={14} />} onClick={() => onDialog("add")}>
                {t("add.open")}
              </Button>
            )
          }
        >
          {within.length > 0 ? (
            <Stack gap="sm">
              <Tiles regions={within} covers={covers} onChoose={onChoose} />
              <CoverLegend />
            </Stack>
          ) : (
            <Text size="sm" c="dimmed">
              {t("withinNone")}
            </Text>
          )}
        </Panel>
      )}
    </Stack>
  );
}

/** The tiles of regions, with distributors counted for the brand. */
export function Tiles({ regions, covers, onChoose }: Pick<Props, "regions" | "covers" | "onChoose">) {
  const { t } = useTranslation("territories");
  const { distributor } = useViewer();
  return <CoverTiles label={t("tiles")} regions={regions} covers={covers} counted={distributor === null} onChoose={onChoose} />;
}

interface AssignmentsProps extends Pick<Props, "region" | "all" | "onAll" | "round"> {
  above: readonly Region[];
  onEnd(assignment: Assignment): void;
}

function Assignments({ region, above, all, onAll, round, onEnd }: AssignmentsProps) {
  const { t } = useTranslation("territories");
  const may = useMay();
  const { today, distributor } = useViewer();
  // A new round is a new list, so that what was just assigned or ended shows.
  const { rows, error, fetching, complete, reload } = useEveryPage({ query: assignmentsQuery, variables: { filter: { territoryId: region.id, on: all ? null : today } }, pick: (data) => data.assignments, pages: 5, round });
  const upwards = new Set([region.id, ...above.map((one) => one.id)]);
  const here = rows?.filter((one) => upwards.has(one.territory.id));
  const parts = rows?.filter((one) => !upwards.has(one.territory.id)) ?? [];
  const table = { fetching, error, onRetry: reload, onEnd };
  return (
    <Panel
      title={distributor ? t("mine.here") : t("here")}
      description={t("hereHint")}
      actions={<SegmentedControl size="xs" value={all ? "all" : "now"} data={[{ value: "now", label: t("now") }, { value: "all", label: t("everyTime") }]} onChange={(value) => onAll(value === "all")} aria-label={t("when")} />}
    >
      <Stack gap="lg">
        <AssignmentTable
          {...table}
          label={t("here")}
          assignments={here}
          empty={distributor ? { icon: "map", title: t("mine.none"), hint: t("mine.noneHint") } : { icon: "map", title: t("hereNone"), hint: may("assignment", "create") ? t("hereNoneHint") : t("hereNoneReader") }}
        />
        {parts.length > 0 && (
          <div>
            <Title order={3} mb="xs">
              {t("parts")}
            </Title>
            <AssignmentTable {...table} label={t("parts")} assignments={parts} empty={{ title: "", hint: "" }} />
          </div>
        )}
        {rows && !fetching && !complete && !error && (
          <Text size="sm" c="dimmed" role="status">
            {t("tooMany", { count: rows.length })}
          </Text>
        )}
      </Stack>
    </Panel>
  );
}
