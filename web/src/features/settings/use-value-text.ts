import { useTranslation } from "react-i18next";
import { formatDecimal, formatMoney, formatPercent } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import { choices, valueKeys, type Value } from "./rule";

/** Gives what thresholds are called, and their values as the language writes them. */
export function useValueText() {
  const { t } = useTranslation("rules");
  const language = useLanguage();
  const { baseCurrency } = useViewer();
  const choice = (value: string) => {
    const known = choices.find((one) => one === value);
    return known ? t(`choice.${known}`) : value;
  };
  return {
    name(key: string): string {
      const known = valueKeys.find((one) => one === key);
      return known ? t(`value.${known}`) : key;
    },
    choice,
    text({ unit }: Pick<Value, "unit">, value: string): string {
      switch (unit) {
        case "PERCENT":
          return formatPercent(value, language);
        case "DAYS":
          return t("days", { count: Number(value) });
        case "AMOUNT":
          return formatMoney({ amount: value, currency: baseCurrency }, language);
        case "CHOICE":
          return choice(value);
        case "NUMBER":
          return formatDecimal(value, language);
      }
    },
  };
}
