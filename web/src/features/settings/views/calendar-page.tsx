import { Group, Skeleton, Stack } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { graphql } from "~/shared/graphql/gql";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { PageHeader } from "~/shared/ui/page-header";
import { YearPicker } from "~/shared/ui/year-picker";
import { calendarFragment } from "../calendar";
import { CalendarForm } from "../components/calendar-form";
import { CalendarLists } from "../components/calendar-lists";

const calendarQuery = graphql(
  `
    query WorkCalendar {
      workCalendar { ...WorkCalendarFacts }
    }
  `,
  [calendarFragment],
);

const route = getRouteApi("/shell/settings/calendar");

/** On which days the brand works: due times are in its business days. */
export function CalendarPage() {
  const { t } = useTranslation(["settings", "common"]);
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const { today } = useViewer();
  const thisYear = Number(today.slice(0, 4));
  const year = Number(search.year ?? thisYear);
  const [{ data, fetching, error }, again] = useQuery({ query: calendarQuery, requestPolicy: "cache-and-network" });
  const calendar = data?.workCalendar;
  return (
    <>
      <PageHeader title={t("common:nav.calendar")} subtitle={calendar ? t("settings:calendar.lead", { zone: calendar.timeZone }) : undefined} />
      <Group mb="md">
        {/* The server tells of the holidays from a year ago on. */}
        <YearPicker year={year} last={thisYear + 2} count={4} onChange={(value) => go.filter({ year: String(value) })} />
      </Group>
      <Stack gap="lg">
        {error && !calendar && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
        {!calendar && !error && <Skeleton height={420} radius="lg" />}
        {calendar && (may("calendar", "update") ? <CalendarForm key={`${year} ${calendar.holidays.length} ${calendar.workdays.length}`} calendar={calendar} year={year} /> : <CalendarLists calendar={calendar} year={year} />)}
      </Stack>
    </>
  );
}
