import { useTranslation } from "react-i18next";
import { dateFormat } from "~/shared/format/format";
import { DateText } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Panel } from "~/shared/ui/panel";
import { dayOfWeek, week, type Calendar } from "../calendar";

type Day = Calendar["holidays"][number];

/** A year's calendar to read. */
export function CalendarLists({ calendar, year }: { calendar: Calendar; year: number }) {
  const { t } = useTranslation(["settings", "common"]);
  const language = useLanguage();
  const weekday = dateFormat(language, { weekday: "long", timeZone: "UTC" });
  const columns: Column<Day>[] = [
    { id: "day", header: t("settings:calendar.day"), primary: true, cell: (row) => <DateText value={row.day} /> },
    { id: "weekday", header: t("settings:calendar.weekday"), cell: (row) => weekday.format(Date.parse(row.day)) },
    { id: "name", header: t("settings:calendar.name"), cell: (row) => row.name },
  ];
  const of = (days: readonly Day[]) => days.filter(({ day }) => day.startsWith(`${year}-`));
  return (
    <>
      <Panel title={t("settings:calendar.weekend")}>
        {week
          .filter((number) => calendar.weekend.includes(number))
          .map((number) => weekday.format(dayOfWeek(number)))
          .join(t("common:list.separator"))}
      </Panel>
      <Panel title={t("settings:calendar.holidays")}>
        <DataTable label={t("settings:calendar.holidays")} columns={columns} rows={of(calendar.holidays)} rowId={(row) => row.day} empty={{ icon: "calendar", title: t("settings:calendar.noHolidays"), hint: t("settings:calendar.noneHint") }} />
      </Panel>
      <Panel title={t("settings:calendar.workdays")}>
        <DataTable label={t("settings:calendar.workdays")} columns={columns} rows={of(calendar.workdays)} rowId={(row) => row.day} empty={{ icon: "calendar", title: t("settings:calendar.noWorkdays"), hint: t("settings:calendar.noneHint") }} />
      </Panel>
    </>
  );
}
