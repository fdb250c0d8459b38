import { ActionIcon, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DueText } from "~/shared/format/due-text";
import { formatDateTime } from "~/shared/format/format";
import { formatRelative } from "~/shared/format/relative";
import { useNow } from "~/shared/format/use-now";
import { useLanguage } from "~/shared/i18n/use-language";
import { Icon, type IconName } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { subjectOf, type InboxRow } from "../inbox";
import { useItemText } from "../use-item-text";
import classes from "./item-list.module.css";

interface Props {
  items: readonly InboxRow[];
  onMark(item: InboxRow, read: boolean): void;
  /** Called when an item's page is opened. */
  onOpen?: () => void;
}

/** Lines of the inbox. Opening one's page marks it as read. */
export function ItemList({ items, onMark, onOpen }: Props) {
  const { t } = useTranslation("inbox");
  const language = useLanguage();
  const now = useNow();
  const text = useItemText();
  return (
    <ul className={classes["items"]}>
      {items.map((item) => {
        const unread = item.readAt === null;
        const words = text(item);
        return (
          <li key={item.id} data-unread={unread || undefined}>
            <span className={classes["sign"]}>
              <Icon name={iconOf(item.kind)} />
            </span>
            <div>
              <div className={classes["words"]}>
                {unread && <VisuallyHidden>{t("unread")}: </VisuallyHidden>}
                <ItemLink
                  item={item}
                  words={words}
                  onOpen={() => {
                    if (unread) onMark(item, true);
                    onOpen?.();
                  }}
                />
              </div>
              <div className={classes["facts"]}>
                <time dateTime={item.createdAt} title={formatDateTime(item.createdAt, language)}>
                  {formatRelative(item.createdAt, now, language)}
                </time>
                {item.dueAt && <DueText value={item.dueAt} />}
              </div>
            </div>
            <ActionIcon variant="subtle" color="gray" size={32} aria-label={t(unread ? "markRead" : "markUnread", { item: words })} title={t(unread ? "read" : "again")} onClick={() => onMark(item, unread)}>
              <Icon name={unread ? "check" : "refresh"} size={16} />
            </ActionIcon>
          </li>
        );
      })}
    </ul>
  );
}

/** The sign of what an item is about. */
function iconOf(kind: string): IconName {
  if (kind.startsWith("registration.")) return "flag";
  if (kind.startsWith("scorecard.")) return "score";
  return kind.startsWith("period.") ? "calendar" : "scale";
}

function ItemLink({ item, words, onOpen }: { item: InboxRow; words: string; onOpen: () => void }) {
  const subject = subjectOf(item);
  if (subject?.page === "conflict")
    return (
      <TextLink to="/conflicts/$conflictId" params={{ conflictId: subject.id }} inherit onClick={onOpen}>
        {words}
      </TextLink>
    );
  if (subject?.page === "registration")
    return (
      <TextLink to="/registrations/$registrationId" params={{ registrationId: subject.id }} inherit onClick={onOpen}>
        {words}
      </TextLink>
    );
  if (subject?.page === "scorecard") {
    const { period } = item.params;
    return (
      <TextLink to="/scorecards/$distributorId" params={{ distributorId: subject.id }} search={typeof period === "string" ? { period } : {}} inherit onClick={onOpen}>
        {words}
      </TextLink>
    );
  }
  return words;
}
