import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { DateField } from "~/shared/ui/date-field";
import { Icon } from "~/shared/ui/icon";
import { Panel } from "~/shared/ui/panel";
import { emptyDay, type DayValues } from "../calendar";
import classes from "./day-fields.module.css";

interface Props {
  form: UseFormReturnType<{ weekend: string[]; holidays: DayValues[]; workdays: DayValues[] }>;
  list: "holidays" | "workdays";
  year: number;
}

/** Days with their names, one row each. */
export function DayFields({ form, list, year }: Props) {
  const { t } = useTranslation("settings");
  const days = form.values[list];
  return (
    <Panel
      title={t(`calendar.${list}`)}
      description={t(`calendar.${list}Hint`)}
      actions={
        <Button size="xs" variant="default" leftSection={<Icon name="plus" size={14} />} onClick={() => form.insertListItem(list, emptyDay())}>
          {t(list === "holidays" ? "calendar.addHoliday" : "calendar.addWorkday")}
        </Button>
      }
    >
      {days.length === 0 && (
        <Text size="sm" c="dimmed">
          {t(list === "holidays" ? "calendar.noHolidays" : "calendar.noWorkdays")}
        </Text>
      )}
      <Stack gap="xs">
        {days.map(({ key, day, name }, index) => (
          <div key={key} className={classes["row"]}>
            <DateField
              aria-label={t("calendar.day")}
              placeholder={t("calendar.day")}
              minDate={`${year}-01-01`}
              maxDate={`${year}-12-31`}
              defaultDate={`${year}-01-01`}
              value={day}
              onChange={(value) => form.setFieldValue(`${list}.${index}.day`, value)}
              error={form.errors[`${list}.${index}.day`]}
            />
            <TextInput className={classes["name"] ?? ""} aria-label={t("calendar.name")} placeholder={t("calendar.name")} maxLength={100} {...form.getInputProps(`${list}.${index}.name`)} />
            <Group>
              <ActionIcon variant="subtle" color="red" size={36} aria-label={t("calendar.remove", { name: name || (day ?? String(index + 1)) })} onClick={() => form.removeListItem(list, index)}>
                <Icon name="trash" size={16} />
              </ActionIcon>
            </Group>
          </div>
        ))}
      </Stack>
    </Panel>
  );
}
