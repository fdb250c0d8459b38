import { Group } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { TargetBar } from "~/shared/figure/target-bar";
import { formatInteger, formatPercent } from "~/shared/format/format";
import { DateText, NameText } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useLanguage, useLocalName } from "~/shared/i18n/use-language";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { EmptyState } from "~/shared/ui/empty-state";
import { Filters } from "~/shared/ui/filters";
import { TextLink } from "~/shared/ui/link";
import { TrainingHeader } from "../components/training-header";
import { courseFragment, namesOf } from "../training";

const requirementsQuery = graphql(
  `
    query TrainingRequirements($distributorId: ID!) {
      trainingRequirements(distributorId: $distributorId) {
        required
        passed
        nextExpiry
        course { ...CourseFacts }
      }
    }
  `,
  [courseFragment],
);

type Requirement = NonNullable<ResultOf<typeof requirementsQuery>["trainingRequirements"]>[number];

const route = getRouteApi("/shell/training/requirements");

/** How a distributor stands with each course that is required of it. */
export function RequirementPage() {
  const { t } = useTranslation("training");
  const language = useLanguage();
  const localName = useLocalName();
  const search = route.useSearch();
  const go = useListNavigation();
  const viewer = useViewer();
  const distributorId = viewer.distributor?.id ?? search.distributor;
  const [{ data, fetching, error }, again] = useQuery({ query: requirementsQuery, variables: { distributorId: distributorId ?? "" }, pause: !distributorId, requestPolicy: "cache-and-network" });
  const columns: Column<Requirement>[] = [
    {
      id: "course",
      header: t("course"),
      primary: true,
      cell: (row) => (
        <TextLink to="/training" search={{ ...(viewer.distributor === null && distributorId && { distributor: distributorId }), course: row.course.id }}>
          <NameText value={namesOf(row.course)} />
        </TextLink>
      ),
    },
    { id: "passed", header: t("passed"), numeric: true, cell: (row) => t("passedOf", { passed: formatInteger(row.passed, language), required: formatInteger(row.required, language) }) },
    {
      id: "bar",
      header: t("progress"),
      cell: (row) => {
        const percent = row.required > 0 ? (row.passed / row.required) * 100 : 100;
        return <TargetBar label={localName(namesOf(row.course))} percent={percent} text={formatPercent(percent, language)} />;
      },
    },
    { id: "expiry", header: t("nextExpiry"), cell: (row) => <DateText value={row.nextExpiry} /> },
  ];
  return (
    <>
      <TrainingHeader title={t("requirements")} lead={t("requirementsLead")} />
      {viewer.distributor === null && (
        <Filters label={t("filters")}>
          <Group miw={260}>
            <DistributorSelect compact label={t("chooseDistributor")} value={search.distributor} onChange={(id) => go.filter({ distributor: id })} />
          </Group>
        </Filters>
      )}
      {!distributorId ? (
        <EmptyState icon="store" title={t("chooseDistributor")} hint={t("chooseDistributorHint")} />
      ) : data && data.trainingRequirements === null ? (
        <EmptyState icon="store" title={t("noSuch")} hint={t("noSuchHint")} />
      ) : (
        <DataTable
          label={t("requirements")}
          columns={columns}
          rows={data?.trainingRequirements ?? undefined}
          rowId={(row) => row.course.id}
          fetching={fetching}
          error={error}
          onRetry={() => again({ requestPolicy: "network-only" })}
          empty={{ icon: "check", title: t("noneRequired"), hint: t("noneRequiredHint") }}
        />
      )}
    </>
  );
}
