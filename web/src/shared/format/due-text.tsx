import { useTranslation } from "react-i18next";
import { useLanguage } from "~/shared/i18n/use-language";
import { Icon } from "~/shared/ui/icon";
import classes from "./due-text.module.css";
import { formatDateTime } from "./format";
import { formatRelative } from "./relative";
import { NoData } from "./text";
import { useNow } from "./use-now";

/** By when something is asked: how far off it is, and when exactly in the title. What is late is marked by a sign and by words. */
export function DueText({ value }: { value: string | null | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  if (!value) return <NoData />;
  const late = Date.parse(value) < now;
  return (
    <time dateTime={value} title={formatDateTime(value, language)} className={classes["due"]} data-overdue={late || undefined}>
      {late && <Icon name="alert" size={14} />}
      {t(late ? "due.overdue" : "due.in", { when: formatRelative(value, now, language) })}
    </time>
  );
}
