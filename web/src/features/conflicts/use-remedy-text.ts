import { useTranslation } from "react-i18next";
import { formatDate, formatMoney, formatPercent } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";
import type { Remedy } from "./case";
import { usePartyName } from "./use-party-name";

/** Gives what a remedy does in a sentence. */
export function useRemedyText(): (remedy: Remedy) => string {
  const { t } = useTranslation(["conflicts", "common"]);
  const language = useLanguage();
  const partyName = usePartyName();
  return (remedy) => {
    const party = remedy.party ? partyName(remedy.party) : "";
    const other = remedy.other ? partyName(remedy.other) : "";
    const until = remedy.until ? formatDate(remedy.until, language) : "";
    switch (remedy.kind) {
      case "SPLIT_CREDIT":
        return t("conflicts:does.SPLIT_CREDIT", {
          shares: remedy.shares.map((share) => `${partyName(share.party)} ${formatPercent(share.percent, language)}`).join(t("common:list.separator")),
          of: remedy.evidenceIds.length > 0 ? t("conflicts:ofSome", { count: remedy.evidenceIds.length }) : t("conflicts:ofAll"),
        });
      case "SHARE_CUSTOMER": {
        const level = t(`conflicts:level.${remedy.level ?? "PROFILE"}`);
        return until ? t("conflicts:does.SHARE_CUSTOMER_UNTIL", { party, other, level, until }) : t("conflicts:does.SHARE_CUSTOMER", { party, other, level });
      }
      case "VOID_LINES":
        if (party && remedy.evidenceIds.length === 0) return t("conflicts:does.VOID_LINES_OF", { party });
        return t("conflicts:does.VOID_LINES", { of: remedy.evidenceIds.length > 0 ? t("conflicts:ofSome", { count: remedy.evidenceIds.length }) : t("conflicts:ofAll") });
      case "SHORTEN_REGISTRATION":
        return t("conflicts:does.SHORTEN_REGISTRATION", { party, until });
      case "COMPENSATION_NOTE":
        return t("conflicts:does.COMPENSATION_NOTE", { party, other, amount: remedy.amount ? formatMoney(remedy.amount, language) : "" });
      default:
        return t(`conflicts:does.${remedy.kind}`, { party });
    }
  };
}
