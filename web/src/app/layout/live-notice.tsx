import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLiveStatus } from "~/shared/graphql/live-status";

/** Says that live updates are interrupted, and nothing while they flow. */
export function LiveNotice() {
  const { t } = useTranslation();
  const status = useLiveStatus();
  return (
    <span role="status">
      {status === "lost" && (
        <Badge color="yellow" size="lg">
          {t("live.lost")}
        </Badge>
      )}
    </span>
  );
}
