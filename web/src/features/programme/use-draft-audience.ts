import { useTranslation } from "react-i18next";
import type { ProgrammeValues } from "./programme-form";

/** Gives who a programme in the making is for, in words and numbers. */
export function useDraftAudience(): (eligibility: ProgrammeValues["eligibility"]) => string {
  const { t } = useTranslation(["programme", "common"]);
  return ({ tiers, channelTypes, territoryIds }) => {
    const parts = [
      tiers.map((tier) => t(`common:tier.${tier}`)).join(t("common:list.separator")),
      channelTypes.map((type) => t(`common:channel.${type}`)).join(t("common:list.separator")),
      territoryIds.length > 0 ? t("programme:territoryCount", { count: territoryIds.length }) : "",
    ].filter(Boolean);
    return parts.length > 0 ? parts.join(" · ") : t("programme:forAll");
  };
}
