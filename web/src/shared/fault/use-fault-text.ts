import { useTranslation } from "react-i18next";
import type { Fault } from "./fault";

/** A message of the server: a key of faults.json and its values. */
export interface ServerMessage {
  key: string;
  params: Record<string, unknown>;
}

/** t() of whatever namespace; only its way of looking up is used. */
type AnyT = unknown;

/** t() for keys that come from the server and so can't be typed. */
type LooseT = (key: string, options: Record<string, unknown>) => string;

/** Lists read as lists, and names of enum values in the user's words where there are any. */
function readable(t: AnyT, value: unknown): unknown {
  const loose = t as LooseT;
  if (Array.isArray(value)) return value.map((one) => readable(t, one)).join(loose("common:list.separator", {}));
  if (typeof value === "string" && /^[A-Z][A-Z_]+$/.test(value)) return loose(`faults:value.${value}`, { defaultValue: value });
  return value;
}

/** The message in the user's language; an unknown key gives the fallback's text. */
export function messageText(t: AnyT, message: ServerMessage, fallback: string): string {
  const params = Object.fromEntries(Object.entries(message.params).map(([name, value]) => [name, readable(t, value)]));
  return (t as LooseT)(`faults:${message.key}`, { ...params, defaultValue: fallback });
}

/** Gives a function from a message of the server to text. */
export function useMessageText(): (message: ServerMessage) => string {
  const { t } = useTranslation("faults");
  return (message) => messageText(t, message, t("unknown", { key: message.key }));
}

/** Gives a function from a fault to text: by its key, else by its code. */
export function useFaultText(): (fault: Fault) => string {
  const { t } = useTranslation("faults");
  return (fault) => messageText(t, fault, (t as unknown as LooseT)(`faults:code.${fault.code}`, { defaultValue: t("internal") }));
}
