import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ProgrammeState } from "../programme";

const colors = { withdrawn: "gray", toCome: "blue", inForce: "jade", over: "gray" } as const;

/** How a version stands today. */
export function StateBadge({ state }: { state: ProgrammeState }) {
  const { t } = useTranslation("programme");
  return <Badge color={colors[state]}>{t(`state.${state}`)}</Badge>;
}
