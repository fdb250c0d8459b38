import { useMessageText, type ServerMessage } from "~/shared/fault/use-fault-text";
import { formatDate, formatDecimal } from "~/shared/format/format";
import { formatPeriod, parsePeriod } from "~/shared/format/period";
import { useLanguage } from "~/shared/i18n/use-language";
import type { Language } from "~/shared/i18n/languages";

/** A value of a message as the language writes it: days, months and numbers come as plain text. */
function readable(value: unknown, language: Language): unknown {
  if (typeof value !== "string") return value;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDate(value, language);
  if (value.includes("-") && parsePeriod(value)) return formatPeriod(value, language);
  return /^-?\d+(\.\d+)$/.test(value) ? formatDecimal(value, language) : value;
}

/** Gives a function from what the server says of a card to text. */
export function useCardText(): (message: ServerMessage) => string {
  const text = useMessageText();
  const language = useLanguage();
  return ({ key, params }) => text({ key, params: Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [name, readable(value, language)])) });
}
