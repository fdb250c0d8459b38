import { Badge, Button, Group, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { formatInteger } from "~/shared/format/format";
import { DateText, NameText } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Icon } from "~/shared/ui/icon";
import { CourseDialog } from "../components/course-dialog";
import { TrainingHeader } from "../components/training-header";
import { coursesQuery, namesOf, type Course } from "../training";
import { useRequiredOf } from "../use-required-of";

const route = getRouteApi("/shell/training/courses");

/** The courses, and of whom each is required. */
export function CoursePage() {
  const { t } = useTranslation(["training", "common"]);
  const language = useLanguage();
  const search = route.useSearch();
  const go = useListNavigation();
  const { today } = useViewer();
  const may = useMay();
  const requiredOf = useRequiredOf();
  const [{ data, fetching, error }, again] = useQuery({ query: coursesQuery, variables: pageVariables(search), requestPolicy: "cache-and-network" });
  const rows = data?.courses.edges.map((edge) => edge.node);
  const change = may("training", "update");
  const chosen = rows?.find((row) => row.id === search.id);
  const make = change && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => go.dialog("create")}>
      {t("training:course.new")}
    </Button>
  );
  const isRetired = (row: Course) => row.retiredOn !== null && row.retiredOn <= today;
  const columns: (Column<Course> | false)[] = [
    {
      id: "name",
      header: t("training:name"),
      primary: true,
      cell: (row) => (
        <Group gap={6} component="span">
          <NameText value={namesOf(row)} />
          {isRetired(row) && <Badge color="gray">{t("training:retired")}</Badge>}
        </Group>
      ),
    },
    { id: "code", header: t("training:code"), cell: (row) => <Text span size="sm" ff="monospace">{row.code}</Text> },
    { id: "required", header: t("training:requiredOf"), cell: (row) => requiredOf(row) },
    { id: "people", header: t("training:people"), numeric: true, cell: (row) => formatInteger(row.people, language) },
    { id: "valid", header: t("training:validMonths"), cell: (row) => (row.validMonths === null ? t("training:forEver") : t("training:months", { count: row.validMonths })) },
    { id: "retired", header: t("training:retiredOn"), wideOnly: true, cell: (row) => <DateText value={row.retiredOn} /> },
    change && {
      id: "act",
      header: t("training:course.change"),
      headerHidden: true,
      cell: (row) => (
        <Button size="xs" variant="subtle" color="gray" onClick={() => go.dialog("edit", row.id)}>
          {t("training:course.change")}
        </Button>
      ),
    },
  ];
  return (
    <>
      <TrainingHeader title={t("training:courses")} lead={t("training:coursesLead")} actions={make || undefined} />
      <DataTable
        label={t("training:courses")}
        columns={columns.filter((column) => column !== false)}
        rows={rows}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={{ icon: "book", title: t("training:noCourses"), hint: change ? t("training:noCoursesHint") : t("training:noCoursesHintReader"), action: make || undefined }}
        pageInfo={data?.courses.pageInfo}
        totalCount={data?.courses.totalCount}
        onPage={go.page}
        rowTone={(row) => (isRetired(row) ? "muted" : undefined)}
      />
      {search.dialog === "create" && change && <CourseDialog onClose={() => go.dialog(undefined)} />}
      {search.dialog === "edit" && change && chosen && <CourseDialog key={chosen.id} course={chosen} onClose={() => go.dialog(undefined)} />}
    </>
  );
}
