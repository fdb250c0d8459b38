import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Setting } from "../rule";

/** Whether a rule advises or is enforced. */
export function ModeBadge({ mode }: { mode: Setting["mode"] }) {
  const { t } = useTranslation("rules");
  return <Badge color={mode === "ENFORCED" ? "yellow" : "gray"}>{t(`mode.${mode}`)}</Badge>;
}
