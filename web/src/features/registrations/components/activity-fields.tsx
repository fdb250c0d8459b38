import { ActionIcon, Button, Fieldset, Group, NativeSelect, SimpleGrid, Stack, Text, Textarea } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useViewer } from "~/shared/session/viewer";
import { DateField } from "~/shared/ui/date-field";
import { Icon } from "~/shared/ui/icon";
import { Panel } from "~/shared/ui/panel";
import { emptyActivity, type RegistrationValues } from "../form";
import { activityKinds } from "../registration";

/** The server takes so many with a new registration. */
const most = 50;

/** Proof of work, one row for each thing that was done. */
export function ActivityFields({ form }: { form: UseFormReturnType<RegistrationValues> }) {
  const { t } = useTranslation("registrations");
  const { today } = useViewer();
  const { activities } = form.values;
  return (
    <Panel title={t("proof.title")} description={t("proof.hint")}>
      <Stack gap="md">
        {activities.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("proof.noneYet")}
          </Text>
        )}
        {activities.map(({ key, happenedOn }, index) => (
          <Fieldset
            key={key}
            legend={
              <Group gap={4}>
                {t("proof.row", { number: index + 1 })}
                <ActionIcon variant="subtle" color="red" size={28} aria-label={t("proof.remove", { number: index + 1 })} onClick={() => form.removeListItem("activities", index)}>
                  <Icon name="trash" size={16} />
                </ActionIcon>
              </Group>
            }
            bg="var(--portal-surface)"
          >
            <Stack gap="sm">
              <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
                <NativeSelect label={t("proof.kind")} data={activityKinds.map((kind) => ({ value: kind, label: t(`activity.${kind}`) }))} {...form.getInputProps(`activities.${index}.kind`)} />
                <DateField label={t("proof.on")} withAsterisk maxDate={today} value={happenedOn} onChange={(day) => form.setFieldValue(`activities.${index}.happenedOn`, day)} error={form.errors[`activities.${index}.happenedOn`]} />
              </SimpleGrid>
              <Textarea label={t("proof.text")} withAsterisk autosize minRows={2} maxLength={2000} {...form.getInputProps(`activities.${index}.text`)} />
            </Stack>
          </Fieldset>
        ))}
        <Button
          variant="default"
          leftSection={<Icon name="plus" size={16} />}
          style={{ alignSelf: "flex-start" }}
          disabled={activities.length >= most}
          onClick={() => form.insertListItem("activities", emptyActivity(today))}
        >
          {t("proof.add")}
        </Button>
      </Stack>
    </Panel>
  );
}
