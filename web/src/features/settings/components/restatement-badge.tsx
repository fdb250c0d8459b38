import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { RestatementRow } from "../restatement";

const colors = { OPEN: "yellow", PUBLISHED: "jade", CANCELLED: "gray" } as const;

/** How far a restatement is. */
export function RestatementBadge({ state }: { state: RestatementRow["state"] }) {
  const { t } = useTranslation("settings");
  return <Badge color={colors[state]}>{t(`restatement.state.${state}`)}</Badge>;
}
