import { useTranslation } from "react-i18next";
import { formatPeriod } from "~/shared/format/period";
import { useLanguage } from "~/shared/i18n/use-language";
import { conflictRules } from "~/shared/words/rules";
import { noticeKinds, type InboxRow } from "./inbox";

/** Gives what an item says, in words: its kind's, with the values that came along. */
export function useItemText(): (item: Pick<InboxRow, "kind" | "params">) => string {
  const { t } = useTranslation(["inbox", "common"]);
  const language = useLanguage();
  return ({ kind, params }) => {
    const known = noticeKinds.find((one) => one === kind);
    if (!known) return t("inbox:other");
    const rule = conflictRules.find((one) => one === params["rule"]);
    const days = Number(params["days"] ?? 0);
    const { period, version } = params;
    return t(`inbox:kind.${known}`, {
      rule: rule ? t(`common:conflict.rule.${rule}`) : t("inbox:aCase"),
      count: Number.isFinite(days) ? days : 0,
      period: typeof period === "string" ? formatPeriod(period, language) : "",
      version: Number(version ?? 0),
    });
  };
}
