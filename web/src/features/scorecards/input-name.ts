import { useTranslation } from "react-i18next";

// The inputs that the server's formulas have, see internal/scorecard/metric_*.go.
export const knownInputs = [
  "active_customers",
  "answers",
  "cases_answered",
  "cases_silent",
  "cases_upheld",
  "credit",
  "detractors",
  "market_size",
  "marks",
  "marks_sum",
  "months_due",
  "months_on_time",
  "months_present",
  "new_customers",
  "product_lines_assigned",
  "product_lines_sold",
  "promoters",
  "repeating_customers",
  "revenue",
  "revenue_in_breach",
  "revenue_in_market",
  "revenue_last_year",
  "revenue_of_lines",
  "revenue_previous",
  "review_marks_sum",
  "reviews",
  "rows_accepted",
  "rows_rejected",
  "target",
  "training_passed",
  "training_required",
] as const;
type KnownInput = (typeof knownInputs)[number];

const isKnown = (key: string): key is KnownInput => knownInputs.includes(key as KnownInput);

/** Gives the name of a formula's input in the user's language; one that this app does not know keeps its key. */
export function useInputName(): (key: string) => string {
  const { t } = useTranslation("scorecards");
  return (key) => (isKnown(key) ? t(`input.${key}`) : key);
}
