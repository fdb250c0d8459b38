import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { dateFormat } from "~/shared/format/format";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { notifyDone } from "~/shared/ui/notify";
import { Panel } from "~/shared/ui/panel";
import { calendarFragment, dayInputs, dayOfWeek, daysOf, week, type Calendar, type DayValues } from "../calendar";
import { DayFields } from "./day-fields";

const setMutation = graphql(
  `
    mutation SetWorkCalendar($input: SetWorkCalendarInput!) {
      setWorkCalendar(input: $input) {
        calendar { ...WorkCalendarFacts }
      }
    }
  `,
  [calendarFragment],
);

interface Values {
  weekend: string[];
  holidays: DayValues[];
  workdays: DayValues[];
}

/** A year's calendar to change: the weekend, the public holidays, and the days of the weekend on which people work. */
export function CalendarForm({ calendar, year }: { calendar: Calendar; year: number }) {
  const { t } = useTranslation("settings");
  const language = useLanguage();
  const weekday = dateFormat(language, { weekday: "long", timeZone: "UTC" });
  const [{ fetching }, set] = useMutation(setMutation);
  const need = {
    day: (day: string | null) => (day ? null : t("calendar.needDay")),
    name: (name: string) => (name.trim() ? null : t("calendar.needName")),
  };
  const form = useForm<Values>({
    initialValues: { weekend: calendar.weekend.map(String), holidays: daysOf(calendar.holidays, year), workdays: daysOf(calendar.workdays, year) },
    validate: { holidays: need, workdays: need },
  });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async ({ weekend, holidays, workdays }) => {
    faults.show(undefined);
    const { data, error } = await set({ input: { year, weekend: weekend.map(Number).sort(), holidays: dayInputs(holidays), workdays: dayInputs(workdays) } });
    if (data) notifyDone(t("calendar.saved", { year }));
    else faults.show(error);
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {faults.fault && <FaultAlert fault={faults.fault} />}
        <Panel title={t("calendar.weekend")} description={t("calendar.weekendHint")}>
          <Checkbox.Group aria-label={t("calendar.weekend")} {...form.getInputProps("weekend")}>
            <Group gap="md">
              {week.map((number) => (
                <Checkbox key={number} value={String(number)} label={weekday.format(dayOfWeek(number))} />
              ))}
            </Group>
          </Checkbox.Group>
        </Panel>
        <DayFields form={form} list="holidays" year={year} />
        <DayFields form={form} list="workdays" year={year} />
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {t("calendar.consequence")}
          </Text>
          <Button type="submit" loading={fetching}>
            {t("calendar.save", { year })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
