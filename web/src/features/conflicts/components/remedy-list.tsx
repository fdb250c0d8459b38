import { Badge, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Remedy } from "../case";
import { useRemedyText } from "../use-remedy-text";
import { EffectsTable } from "./effects-table";
import classes from "./remedy-list.module.css";

const colors = { PLANNED: "blue", APPLIED: "jade", UNDONE: "yellow", DROPPED: "gray" } as const;

/** What a decision does, each part in a sentence and in numbers. */
export function RemedyList({ remedies, withState = false }: { remedies: readonly Remedy[]; withState?: boolean }) {
  const { t } = useTranslation("conflicts");
  const remedyText = useRemedyText();
  return (
    <ul className={classes["remedies"]} aria-label={t("remedies")}>
      {remedies.map((remedy, index) => (
        <li key={index} data-remedy={remedy.kind}>
          <Stack gap={6}>
            <Text size="sm" fw={600} component="div">
              {remedyText(remedy)} {withState && <Badge color={colors[remedy.state]}>{t(`remedyState.${remedy.state}`)}</Badge>}
            </Text>
            {remedy.note && (
              <Text size="sm" c="dimmed" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
                {remedy.note}
              </Text>
            )}
            <EffectsTable effects={remedy.effects} label={remedyText(remedy)} />
          </Stack>
        </li>
      ))}
    </ul>
  );
}
