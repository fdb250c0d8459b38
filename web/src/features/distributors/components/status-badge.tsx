import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Status } from "../search";

const colors: Record<Status, string> = { ONBOARDING: "blue", ACTIVE: "jade", SUSPENDED: "yellow", ENDED: "gray" };

/** Whether a distributor works with the brand now, in words and a colour. */
export function StatusBadge({ status }: { status: Status }) {
  const { t } = useTranslation("distributors");
  return <Badge color={colors[status]}>{t(`status.${status}`)}</Badge>;
}
