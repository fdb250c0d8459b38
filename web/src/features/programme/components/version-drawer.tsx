import { Drawer, Group, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { MetricValue, useMetricName, type MetricUnit } from "~/shared/format/metric";
import { DateText, DateTimeText, DecimalText, PercentText } from "~/shared/format/text";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Fact, Facts } from "~/shared/ui/facts";
import { useFocusBack } from "~/shared/ui/use-focus-back";
import { definitionsQuery, type Programme, type ProgrammeState } from "../programme";
import { kinds, type Kind } from "../programme-form";
import { useAudience } from "../use-audience";
import { StateBadge } from "./state-badge";

type Rule = Programme["rules"][number];
type Deduction = Programme["deductions"][number];

/** One version whole: from when, for whom, and how each metric counts. */
export function VersionDrawer({ programme, state, onClose }: { programme: Programme; state: ProgrammeState; onClose: () => void }) {
  useFocusBack();
  const { t } = useTranslation(["programme", "common"]);
  const metricName = useMetricName();
  const audience = useAudience();
  const [kind, setKind] = useState<Kind>("quarter");
  const [{ data }] = useQuery({ query: definitionsQuery });
  const unitOf = (key: string): MetricUnit => data?.metricDefinitions.find((one) => one.key === key)?.unit ?? "SCORE";
  const bound = (row: Rule, name: "floor" | "target" | "stretch") => <MetricValue value={row[kind][name]} unit={unitOf(row.key)} />;
  const rules: Column<Rule>[] = [
    { id: "metric", header: t("programme:metric"), primary: true, cell: (row) => metricName(row.key) },
    { id: "weight", header: t("programme:weight"), numeric: true, cell: (row) => <PercentText value={row.weight} /> },
    { id: "floor", header: t("programme:bound.floor"), numeric: true, cell: (row) => bound(row, "floor") },
    { id: "target", header: t("programme:bound.target"), numeric: true, cell: (row) => bound(row, "target") },
    { id: "stretch", header: t("programme:bound.stretch"), numeric: true, cell: (row) => bound(row, "stretch") },
  ];
  const deductions: Column<Deduction>[] = [
    { id: "key", header: t("programme:deduction"), primary: true, cell: (row) => t(`programme:deduction.${row.key as "warning"}`) },
    { id: "points", header: t("programme:deduction.points"), numeric: true, cell: (row) => <DecimalText value={row.points} /> },
    { id: "most", header: t("programme:deduction.most"), numeric: true, cell: (row) => <DecimalText value={row.most} /> },
  ];
  const empty = { title: t("programme:none"), hint: "" };
  return (
    <Drawer opened onClose={onClose} size="xl" title={`${t("programme:version", { version: programme.version })}${programme.name ? ` · ${programme.name}` : ""}`} closeButtonProps={{ "aria-label": t("common:action.close") }}>
      <Stack gap="lg">
        <Facts>
          <Fact name={t("programme:state")}>
            <StateBadge state={state} />
          </Fact>
          <Fact name={t("programme:from")}>{programme.version === 1 ? t("programme:fromFirst") : <DateText value={programme.from} />}</Fact>
          <Fact name={t("programme:audience")}>{audience(programme.eligibility)}</Fact>
          <Fact name={t("programme:grades")}>
            A ≥ <DecimalText value={programme.gradeA} /> · B ≥ <DecimalText value={programme.gradeB} /> · C ≥ <DecimalText value={programme.gradeC} />
          </Fact>
          <Fact name={t("programme:published")}>
            <DateTimeText value={programme.publishedAt} /> {programme.publishedBy?.name}
          </Fact>
          {programme.withdrawnAt && (
            <Fact name={t("programme:withdrawn")}>
              <DateTimeText value={programme.withdrawnAt} />
            </Fact>
          )}
        </Facts>
        <Stack gap="sm">
          <Group justify="space-between">
            <Title order={3}>{t("programme:metrics")}</Title>
            <SegmentedControl size="xs" value={kind} onChange={(next) => setKind(next as Kind)} data={kinds.map((one) => ({ value: one, label: t(`common:period.kind.${one}`) }))} aria-label={t("programme:kind")} />
          </Group>
          <DataTable label={t("programme:metrics")} columns={rules} rows={programme.rules} rowId={(row) => row.key} empty={empty} />
        </Stack>
        <Stack gap="sm">
          <Title order={3}>{t("programme:deductions")}</Title>
          {programme.deductions.length > 0 ? (
            <DataTable label={t("programme:deductions")} columns={deductions} rows={programme.deductions} rowId={(row) => row.key} empty={empty} />
          ) : (
            <Text size="sm" c="dimmed">
              {t("programme:deductions.none")}
            </Text>
          )}
        </Stack>
      </Stack>
    </Drawer>
  );
}
