import { useTranslation } from "react-i18next";
import { formatDate, formatDateTime } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";
import type { Rival } from "./registration";

/** Why a claim has its place; the words are registrations:rank.*. */
export const grounds = ["first", "later", "same", "lapsed", "converted", "proof", "noProof", "protected"] as const;

type Ground = Rival["grounds"][number];

/** Gives a ground in words, its times as the language writes them. */
export function useGroundText(): (ground: Ground) => string {
  const { t } = useTranslation("registrations");
  const language = useLanguage();
  return ({ key, params }) => {
    const known = grounds.find((one) => key === `registration.rank.${one}`);
    if (!known) return t("rank.other");
    const text = (name: string) => (typeof params[name] === "string" ? params[name] : undefined);
    const day = (name: string) => (text(name) ? formatDate(text(name) ?? "", language) : "");
    return t(`rank.${known}`, { at: text("at") ? formatDateTime(text("at") ?? "", language) : "", since: day("since"), until: day("until"), count: Number(params["count"] ?? 0) });
  };
}
