import { useTranslation } from "react-i18next";
import { useLocalName } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import type { Party } from "./conflict";

/** Gives what the viewer knows a party by: "You", its name with its label, or its label alone. */
export function usePartyName(): (party: Party) => string {
  const { t } = useTranslation("conflicts");
  const localName = useLocalName();
  const { distributor } = useViewer();
  return (party) => {
    const name = party.distributor?.name ?? party.name;
    // The brand that is itself a party stays "it" to the brand's people, who are judges here.
    if (party.isMine && distributor) return t("party.you", { label: party.label });
    return name ? t("party.named", { name: localName(name), label: party.label }) : t("party.unnamed", { label: party.label });
  };
}
