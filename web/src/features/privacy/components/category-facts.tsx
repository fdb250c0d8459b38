import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMessageText, type ServerMessage } from "~/shared/fault/use-fault-text";
import { useLanguage } from "~/shared/i18n/use-language";
import type { CategoryFacts as Facts } from "../category";
import { formatDays } from "../days";
import { useColumnName } from "../use-column-name";
import classes from "./category-facts.module.css";

interface Props {
  facts: Facts;
  /** Further facts, as <dt> and <dd>. */
  children?: ReactNode;
}

/** What a category is for, on what ground, what is kept, how long and how well. */
export function CategoryFacts({ facts, children }: Props) {
  const { t } = useTranslation("privacy");
  const language = useLanguage();
  const say = useMessageText();
  const kept = () => {
    if (facts.retentionDays === null) return facts.category === "PURCHASES" ? t("kept.purchases") : t("kept.account");
    const days = formatDays(facts.retentionDays, language);
    return facts.category === "RAW_FILES" ? t("kept.upload", { days }) : t("kept.dormant", { days });
  };
  return (
    <dl className={classes["facts"]}>
      <dt>{t("purpose")}</dt>
      <dd>{say(facts.purpose as ServerMessage)}</dd>
      <dt>{t("basis")}</dt>
      <dd>{say(facts.basis as ServerMessage)}</dd>
      <dt>{t("contents")}</dt>
      <dd>
        <Contents columns={facts.contents} />
      </dd>
      <dt>{t("kept")}</dt>
      <dd>{kept()}</dd>
      <dt>{t("protection")}</dt>
      <dd>{say(facts.protection as ServerMessage)}</dd>
      {children}
    </dl>
  );
}

function Contents({ columns }: { columns: readonly string[] }) {
  const { t } = useTranslation(["privacy", "common"]);
  const nameOf = useColumnName();
  const words = [...new Set(columns.map(nameOf))];
  return (
    <>
      <div className={classes["words"]}>{words.join(t("common:list.separator"))}</div>
      <details className={classes["fold"]}>
        <summary>{t("privacy:technical")}</summary>
        <ul className={classes["columns"]}>
          {columns.map((column) => (
            <li key={column}>
              <code>{column}</code>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
