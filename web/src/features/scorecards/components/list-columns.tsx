import { Badge, Checkbox, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Sparkline } from "~/shared/figure/sparkline";
import { MetricValue, metricText, useMetricChange, useMetricName } from "~/shared/format/metric";
import { formatPeriod } from "~/shared/format/period";
import { DecimalText, MoneyText, NameText } from "~/shared/format/text";
import { useLanguage, useLocalName } from "~/shared/i18n/use-language";
import type { Column } from "~/shared/ui/data-table";
import { GradeMark } from "~/shared/ui/grade-mark";
import { TextLink } from "~/shared/ui/link";
import { compositeChange, mostCompared } from "../compare";
import type { ScorecardRow } from "../list-row";
import { changeOf, turnOf } from "../trend";
import { ChangeText } from "./change-text";

interface Options {
  period: string;
  /** The metric that has columns of its own. */
  metric: string;
  chosen: readonly string[];
  onPick(id: string, on: boolean): void;
}

/** The columns of the list of scorecards. */
export function useListColumns({ period, metric, chosen, onPick }: Options): Column<ScorecardRow>[] {
  const { t } = useTranslation(["scorecards", "common"]);
  const language = useLanguage();
  const localName = useLocalName();
  const metricName = useMetricName();
  const changeText = useMetricChange();
  const of = (row: ScorecardRow) => row.metrics.find(({ key }) => key === metric);
  return [
    {
      id: "pick",
      header: t("scorecards:pick.one"),
      headerHidden: true,
      cell: ({ distributor: { id, name } }) => (
        <Checkbox aria-label={t("scorecards:pick.this", { name: localName(name) })} checked={chosen.includes(id)} disabled={!chosen.includes(id) && chosen.length >= mostCompared} onChange={(event) => onPick(id, event.currentTarget.checked)} />
      ),
    },
    {
      id: "distributor",
      header: t("scorecards:list.distributor"),
      primary: true,
      sortField: "NAME",
      cell: (row) => (
        <>
          <TextLink to="/scorecards/$distributorId" params={{ distributorId: row.distributor.id }} search={{ period }} inherit>
            <NameText value={row.distributor.name} />
          </TextLink>
          {row.metrics.some(({ contested }) => contested) && (
            <Badge color="yellow" size="sm" ml={6}>
              {t("scorecards:contested")}
            </Badge>
          )}
          <Text size="xs" c="dimmed">
            {row.distributor.code} · {t(`common:tier.${row.distributor.tier}`)}
          </Text>
        </>
      ),
    },
    { id: "rank", header: t("scorecards:list.rank"), numeric: true, cell: ({ standing }) => <DecimalText value={standing?.rank} /> },
    {
      id: "composite",
      header: t("scorecards:list.composite"),
      numeric: true,
      sortField: "COMPOSITE",
      cell: (row) => (
        <Group gap="xs" wrap="nowrap" justify="flex-end">
          <GradeMark grade={row.grade} size={28} />
          <span style={{ minWidth: "3.2em" }}>
            <DecimalText value={row.composite} digits={1} />
          </span>
        </Group>
      ),
    },
    {
      id: "change",
      header: t("scorecards:list.change"),
      numeric: true,
      cell: (row) => {
        const change = compositeChange(row);
        return <ChangeText turn={change} text={change === null ? null : metricText(change.toFixed(2), "SCORE", language, { signed: true })} />;
      },
    },
    {
      id: "metric",
      header: metricName(metric),
      numeric: true,
      sortField: "METRIC",
      cell: (row) => <MetricValue value={of(row)?.value ?? null} unit={of(row)?.unit ?? "PERCENT"} />,
    },
    {
      id: "metricChange",
      header: t("scorecards:list.metricChange"),
      numeric: true,
      sortField: "METRIC_CHANGE",
      cell: (row) => {
        const found = of(row);
        const change = found ? changeOf(found) : null;
        return <ChangeText turn={found ? turnOf(found) : null} text={found && change !== null ? changeText(change, found.unit) : null} />;
      },
    },
    {
      id: "trend",
      header: t("scorecards:list.trend"),
      wideOnly: true,
      cell: (row) => {
        const found = of(row);
        return (
          <Sparkline
            label={metricName(metric)}
            points={(found?.trend ?? []).map((point) => ({ label: formatPeriod(point.period, language), value: point.value === null ? null : Number(point.value) }))}
            format={(value) => metricText(value, found?.unit ?? "PERCENT", language)}
          />
        );
      },
    },
    { id: "revenue", header: t("scorecards:list.revenue"), numeric: true, sortField: "REVENUE", cell: (row) => <MoneyText value={row.revenue} compact /> },
  ];
}
