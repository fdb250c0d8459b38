import { Button, Fieldset, Group, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { Icon } from "~/shared/ui/icon";
import { Panel } from "~/shared/ui/panel";
import { emptyPerson, type AccountValues } from "../form";

const path = "contact.people";

/** The people one speaks with at an organisation. */
export function PeopleFields({ form, count }: { form: UseFormReturnType<AccountValues>; count: number }) {
  const { t } = useTranslation("accounts");
  return (
    <Panel title={t("people")}>
      <Stack gap="md">
        {count === 0 && (
          <Text size="sm" c="dimmed">
            {t("form.noPeople")}
          </Text>
        )}
        {Array.from({ length: count }, (_, index) => (
          <Fieldset key={index} legend={t("form.person", { number: index + 1 })}>
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
              <TextInput label={t("name")} withAsterisk autoComplete="off" {...form.getInputProps(`${path}.${index}.name`)} />
              <TextInput label={t("role")} autoComplete="off" {...form.getInputProps(`${path}.${index}.role`)} />
              <TextInput type="tel" label={t("phone")} autoComplete="off" {...form.getInputProps(`${path}.${index}.phone`)} />
              <TextInput type="email" label={t("email")} autoComplete="off" {...form.getInputProps(`${path}.${index}.email`)} />
            </SimpleGrid>
            <Group justify="flex-end" mt="xs">
              <Button size="xs" variant="default" onClick={() => form.removeListItem(path, index)}>
                {t("form.removePerson", { number: index + 1 })}
              </Button>
            </Group>
          </Fieldset>
        ))}
        <Button variant="default" leftSection={<Icon name="plus" size={16} />} style={{ alignSelf: "flex-start" }} disabled={count >= 50} onClick={() => form.insertListItem(path, emptyPerson())}>
          {t("form.addPerson")}
        </Button>
      </Stack>
    </Panel>
  );
}
