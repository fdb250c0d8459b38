import { useTranslation } from "react-i18next";
import { useLocalName } from "~/shared/i18n/use-language";
import type { Programme } from "./programme";

/** Gives who a programme is for, in words. */
export function useAudience(): (eligibility: Programme["eligibility"]) => string {
  const { t } = useTranslation(["programme", "common"]);
  const localName = useLocalName();
  return ({ tiers, channelTypes, territories }) => {
    const lists = [tiers.map((tier) => t(`common:tier.${tier}`)), channelTypes.map((type) => t(`common:channel.${type}`)), territories.map((one) => localName(one.name))];
    const filled = lists.filter((list) => list.length > 0).map((list) => list.join(t("common:list.separator")));
    return filled.length > 0 ? filled.join(" · ") : t("programme:forAll");
  };
}
