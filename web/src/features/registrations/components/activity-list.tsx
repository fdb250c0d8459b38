import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DateText } from "~/shared/format/text";
import type { Rival } from "../registration";
import classes from "./activity-list.module.css";

/** Proof of work, latest first, each with its day. */
export function ActivityList({ activities }: { activities: Rival["registration"]["activities"] }) {
  const { t } = useTranslation("registrations");
  if (activities.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t("proof.none")}
      </Text>
    );
  return (
    <ol className={classes["activities"]}>
      {activities.map((one) => (
        <li key={one.id}>
          <Text size="xs" c="dimmed" component="div">
            {t(`activity.${one.kind}`)} · <DateText value={one.happenedOn} />
          </Text>
          <Text size="sm" className={classes["text"] ?? ""}>
            {one.text}
          </Text>
        </li>
      ))}
    </ol>
  );
}
