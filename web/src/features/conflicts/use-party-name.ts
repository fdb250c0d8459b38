import { use } from "react";
import { useTranslation } from "react-i18next";
import { useLocalName } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import type { Party } from "./conflict";
import { PartiesContext } from "./parties-context";

/** Gives what the viewer knows a party by: "You", its name with its label, or its label alone. */
export function usePartyName(): (party: Party | { label: string }) => string {
  const { t } = useTranslation("conflicts");
  const localName = useLocalName();
  const { distributor } = useViewer();
  const parties = use(PartiesContext);
  return (told) => {
    const { label } = told;
    const party = "role" in told ? told : parties.find((one) => one.label === label);
    // The brand that is itself a party stays "it" to the brand's people, who are judges here.
    if (party?.isMine && distributor) return t("party.you", { label });
    const name = party?.distributor?.name ?? party?.name;
    return name ? t("party.named", { name: localName(name), label }) : t("party.unnamed", { label });
  };
}
