import { useTranslation } from "react-i18next";

// The inputs that the server's formulas have, see internal/scorecard/metric.go.
const known = [
  "active_customers",
  "credit",
  "months_due",
  "months_on_time",
  "new_customers",
  "product_lines_assigned",
  "product_lines_sold",
  "repeating_customers",
  "revenue",
  "revenue_last_year",
  "revenue_previous",
  "rows_accepted",
  "rows_rejected",
  "target",
] as const;
type KnownInput = (typeof known)[number];

const isKnown = (key: string): key is KnownInput => known.includes(key as KnownInput);

/** Gives the name of a formula's input in the user's language; one that this app does not know keeps its key. */
export function useInputName(): (key: string) => string {
  const { t } = useTranslation("scorecards");
  return (key) => (isKnown(key) ? t(`input.${key}`) : key);
}
