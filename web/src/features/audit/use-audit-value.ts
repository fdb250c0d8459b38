import { useTranslation } from "react-i18next";
import { formatDateTime } from "~/shared/format/format";
import { isLanguage, languageNames } from "~/shared/i18n/languages";
import { useLanguage } from "~/shared/i18n/use-language";

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** Gives words for a value by the way to it: languages, roles, yes and no, and moments; all others stay as the log has them. */
export function useAuditValue(): (path: string, value: string) => string {
  const { t } = useTranslation(["audit", "common"]);
  const loose = t as unknown as (key: string, options: { defaultValue: string }) => string;
  const language = useLanguage();
  return (path, value) => {
    const name = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
    if (name === "role") return loose(`common:role.${value.toUpperCase()}`, { defaultValue: value });
    if ((name === "locale" || name === "language") && isLanguage(value)) return languageNames[value];
    if (value === "true") return t("audit:yes");
    if (value === "false") return t("audit:no");
    return moment.test(value) ? formatDateTime(value, language) : value;
  };
}
