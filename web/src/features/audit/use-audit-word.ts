import { useTranslation } from "react-i18next";

/** Gives words for an action or a kind of subject; one that this app does not know stays as the server has it. */
export function useAuditWord(): (kind: "action" | "subject", name: string) => string {
  const { t } = useTranslation("audit");
  const loose = t as unknown as (key: string, options: { defaultValue: string }) => string;
  return (kind, name) => loose(kind === "action" ? `action.${name}` : `subject.${name}`, { defaultValue: name });
}
