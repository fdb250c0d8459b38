import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { severityColors, type Severity } from "../conflict";

/** How much is at stake, in a word and a colour. */
export function SeverityBadge({ value }: { value: Severity }) {
  const { t } = useTranslation();
  return <Badge color={severityColors[value]}>{t(`conflict.severity.${value}`)}</Badge>;
}
