import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Share } from "../share";

const colors = { PENDING: "blue", LIVE: "jade", ENDED: "gray", REVOKED: "red" } as const;

/** How a share stands today. */
export function ShareState({ state }: { state: Share["state"] }) {
  const { t } = useTranslation("customers");
  return <Badge color={colors[state]}>{t(`shareState.${state}`)}</Badge>;
}
