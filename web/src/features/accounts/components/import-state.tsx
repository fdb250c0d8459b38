import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { AccountImport } from "../account-import";

const colors = { RECEIVED: "blue", AWAITING_CONFIRMATION: "yellow", IMPORTING: "blue", ACCEPTED: "jade", ACCEPTED_WITH_REJECTS: "yellow", FAILED: "red", CANCELLED: "gray" } as const;

/** How far an import is, in words and a colour. */
export function ImportStateBadge({ state }: { state: AccountImport["state"] }) {
  const { t } = useTranslation("accounts");
  return <Badge color={colors[state]}>{t(`import.state.${state}`)}</Badge>;
}
