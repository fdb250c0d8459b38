import { Alert, Group, SimpleGrid, Skeleton, Stack, Text, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { negated, sumDecimals } from "~/shared/format/decimal";
import { DecimalText, NameText, NoData } from "~/shared/format/text";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { GradeMark } from "~/shared/ui/grade-mark";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { StatCard } from "~/shared/ui/stat-card";
import { pageSize, type Outcome } from "../use-simulation";
import { GradeShift } from "./grade-shift";

type Card = Outcome["cards"]["edges"][number]["node"];

interface Props {
  outcome: Outcome | undefined;
  fetching: boolean;
  /** The form says something else by now. */
  stale: boolean;
  onPage(page: { first?: number; after?: string; last?: number; before?: string }): void;
}

/** What a past period would have looked like: the grades now and then, and the cards that change most. */
export function Simulation({ outcome, fetching, stale, onPage }: Props) {
  const { t } = useTranslation("programme");
  if (!outcome) {
    return fetching ? (
      <Skeleton height={320} radius="md" />
    ) : (
      <Text size="sm" c="dimmed">
        {t("notTried")}
      </Text>
    );
  }
  const { grades, mean, simulatedMean, cards, period } = outcome;
  const columns: Column<Card>[] = [
    {
      id: "distributor",
      header: t("distributor"),
      primary: true,
      cell: ({ distributor }) => (
        <TextLink to="/scorecards/$distributorId" params={{ distributorId: distributor.id }} search={{ period }} size="sm">
          <NameText value={distributor.name} />
        </TextLink>
      ),
    },
    { id: "now", header: t("now"), numeric: true, cell: (row) => <Composite composite={row.composite} grade={row.grade} /> },
    {
      id: "then",
      header: t("then"),
      numeric: true,
      cell: (row) =>
        row.eligible ? (
          <>
            <Composite composite={row.simulatedComposite} grade={row.simulatedGrade} />
            {row.composite !== null && row.simulatedComposite !== null && (
              <Text size="xs" c="dimmed">
                <VisuallyHidden>{t("change")} </VisuallyHidden>
                <DecimalText value={sumDecimals([row.simulatedComposite, negated(row.composite)])} digits={2} signed />
              </Text>
            )}
          </>
        ) : (
          <Text span size="sm">
            {t("notEligible")}
          </Text>
        ),
    },
  ];
  return (
    <Stack gap="md">
      {stale && (
        <Alert color="yellow" icon={<Icon name="alert" />}>
          {t("stale")}
        </Alert>
      )}
      <SimpleGrid cols={2}>
        <StatCard label={t("meanNow")} value={<DecimalText value={mean} digits={2} />} />
        <StatCard label={t("meanThen")} value={<DecimalText value={simulatedMean} digits={2} />} hint={mean !== null && simulatedMean !== null ? <DecimalText value={sumDecimals([simulatedMean, negated(mean)])} digits={2} signed /> : undefined} />
      </SimpleGrid>
      <GradeShift grades={grades} />
      <DataTable
        label={t("cards")}
        columns={columns}
        rows={cards.edges.map((edge) => edge.node)}
        rowId={(row) => row.distributor.id}
        fetching={fetching}
        empty={{ icon: "score", title: t("noCards"), hint: t("noCardsHint") }}
        pageInfo={cards.pageInfo}
        totalCount={cards.totalCount}
        onPage={({ after, before }) => onPage(before ? { last: pageSize, before } : { first: pageSize, ...(after && { after }) })}
      />
      <VisuallyHidden role="status">{fetching ? "" : t("simulated")}</VisuallyHidden>
    </Stack>
  );
}

function Composite({ composite, grade }: { composite: string | null; grade: Card["grade"] }) {
  if (composite === null) return <NoData />;
  return (
    <Group gap={6} wrap="nowrap" justify="flex-end">
      <DecimalText value={composite} digits={2} />
      <GradeMark grade={grade} size={22} />
    </Group>
  );
}
