import { useTranslation } from "react-i18next";
import { fieldKeys } from "./field";

/** Gives words for an action, a kind of subject or the way to a value; what this app does not know stays as the server has it. */
export function useAuditWord(): (kind: "action" | "subject" | "field", name: string) => string {
  const { t } = useTranslation(["audit", "common"]);
  const loose = t as unknown as (key: string | string[], options: { defaultValue: string }) => string;
  return (kind, name) => {
    if (kind === "action") return loose(`audit:action.${name}`, { defaultValue: name });
    if (kind === "subject") return loose(`audit:subject.${name}`, { defaultValue: name });
    return name
      .split(".")
      .map((part) => loose(fieldKeys(part), { defaultValue: part }))
      .join(" › ");
  };
}
