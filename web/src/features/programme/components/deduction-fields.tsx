import { ActionIcon, Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "~/shared/ui/icon";
import { deductionKeys, type DeductionKey, type ProgrammeValues } from "../programme-form";
import classes from "./deduction-fields.module.css";

/** What is taken off the composite, each for a kind of reason. */
export function DeductionFields({ form }: { form: UseFormReturnType<ProgrammeValues> }) {
  const { t } = useTranslation("programme");
  const [adding, setAdding] = useState<DeductionKey>("upheld_conflict");
  const { deductions } = form.values;
  const free = deductionKeys.filter((key) => !deductions.some((one) => one.key === key));
  const chosen = free.includes(adding) ? adding : free[0];
  return (
    <Stack gap="sm">
      {deductions.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("deductions.none")}
        </Text>
      )}
      {deductions.map((one, index) => {
        const name = t(`deduction.${one.key}`);
        return (
          <div key={one.key} className={classes["row"]} role="group" aria-label={name}>
            <Text className={classes["name"] ?? ""}>{name}</Text>
            <TextInput label={t("deduction.points")} inputMode="decimal" {...form.getInputProps(`deductions.${index}.points`)} />
            <TextInput label={t("deduction.most")} inputMode="decimal" {...form.getInputProps(`deductions.${index}.most`)} />
            <ActionIcon variant="subtle" color="gray" size={36} aria-label={t("remove", { name })} onClick={() => form.removeListItem("deductions", index)}>
              <Icon name="trash" size={16} />
            </ActionIcon>
          </div>
        );
      })}
      {form.errors["deductions"] && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {form.errors["deductions"]}
        </Text>
      )}
      {chosen && (
        <Group align="flex-end" gap="xs">
          <NativeSelect label={t("addDeduction")} value={chosen} data={free.map((key) => ({ value: key, label: t(`deduction.${key}`) }))} onChange={(event) => setAdding(event.currentTarget.value as DeductionKey)} />
          <Button variant="default" leftSection={<Icon name="plus" size={16} />} onClick={() => form.insertListItem("deductions", { key: chosen, points: "5", most: "15" })}>
            {t("add")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
