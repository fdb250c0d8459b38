import { useTranslation } from "react-i18next";
import { messageText } from "~/shared/fault/use-fault-text";
import { formatDateTime } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";
import { usePartyName } from "./use-party-name";

interface Event {
  kind: string;
  party: { label: string } | null;
  params: Record<string, unknown>;
}

type LooseT = (key: string, options: Record<string, unknown>) => string;

/** Gives a timeline entry in words; a kind that this app does not know stays as the server has it. */
export function useEventText(): (event: Event) => string {
  const { t } = useTranslation(["conflicts", "common", "faults"]);
  const language = useLanguage();
  const partyName = usePartyName();
  const loose = t as unknown as LooseT;
  const word = (name: string, value: unknown, params: Event["params"]): unknown => {
    if (typeof value !== "string") return value;
    if (name === "from" || name === "to" || name === "state") return loose(`common:conflict.state.${value}`, { defaultValue: value });
    if (name === "severity") return loose(`common:conflict.severity.${value}`, { defaultValue: value });
    if (name === "kind") return loose(`conflicts:remedyKind.${value}`, { defaultValue: value });
    if (name === "key") return messageText(t, { key: value, params }, value);
    return /At$/.test(name) ? formatDateTime(value, language) : value;
  };
  return ({ kind, party, params }) => {
    const told = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, word(name, value, params)]));
    const due = typeof params["dueAt"] === "string" ? t("conflicts:event.due", { dueAt: String(told["dueAt"]) }) : "";
    return loose(`conflicts:event.${kind}`, { ...told, party: party ? partyName(party) : t("conflicts:brand"), defaultValue: kind }) + due;
  };
}
