import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatDate } from "~/shared/format/format";
import { DateTimeText } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import { Panel } from "~/shared/ui/panel";
import { eventKinds, textOf } from "../event";
import { activityKinds, fields, reasons, type Registration } from "../registration";
import classes from "./history-panel.module.css";

/** All that happened to the registration, oldest first. */
export function HistoryPanel({ history }: { history: Registration["history"] }) {
  const { t } = useTranslation("registrations");
  return (
    <Panel title={t("history.title")}>
      <ol className={classes["history"]}>
        {history.map((event, index) => (
          <li key={`${event.at} ${index}`}>
            <EventText event={event} />
            <Text size="xs" c="dimmed" component="div">
              <DateTimeText value={event.at} />
              {event.by && ` · ${event.by.name}`}
            </Text>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function EventText({ event }: { event: Registration["history"][number] }) {
  const { t } = useTranslation(["registrations", "common"]);
  const language = useLanguage();
  const known = eventKinds.find((one) => one === event.kind);
  if (!known) return <div>{t("registrations:event.other")}</div>;
  const { params } = event;
  const day = (name: string) => (typeof params[name] === "string" ? formatDate(params[name], language) : "");
  const named = Array.isArray(params["fields"]) ? fields.filter((one) => (params["fields"] as unknown[]).includes(one)) : [];
  const reason = reasons.find((one) => one === params["reason"]);
  const activity = activityKinds.find((one) => one === params["kind"]);
  const said = textOf(event);
  return (
    <>
      <div>
        {t(`registrations:event.${known}`, {
          count: Number(params["days"] ?? params["count"] ?? params["level"] ?? 0),
          until: day("until"),
          on: day("on"),
          activity: activity ? t(`registrations:activity.${activity}`) : "",
          fields: named.map((one) => t(`registrations:field.${one}`)).join(t("common:list.separator")),
          reason: reason ? t(`registrations:reason.${reason}`) : "",
        })}
      </div>
      {said && <div className={classes["text"]}>{t("registrations:quoted", { text: said })}</div>}
    </>
  );
}
