import { useTranslation } from "react-i18next";
import { useMay } from "~/shared/session/viewer";
import { TextLink } from "~/shared/ui/link";
import { CreditList } from "./credit-list";
import type { Input } from "./explanation";

interface Props {
  input: Input;
  distributorId: string;
  period: string;
  name: string;
  /** The number as a person reads it. */
  text: string;
}

/** A number of a formula as the way to what it was made of: its lines or credit, else the page that shows its records. */
export function InputLink({ input, distributorId, period, name, text }: Props) {
  const { t } = useTranslation("scorecards");
  const may = useMay();
  const look = { size: "sm", "aria-label": t("explanation.open", { name, value: text }) } as const;
  if (input.lines) {
    const { distributorId: distributor, from, until, returns, breach } = input.lines;
    return (
      <TextLink to="/sales" hash="lines" search={{ distributor, from, until, ...(returns !== null && { returns: returns ? "true" : "false" }), ...(breach && { breach }) }} {...look}>
        {text}
      </TextLink>
    );
  }
  if (input.credits) return <CreditList {...input.credits} text={text} label={look["aria-label"]} />;
  switch (input.key) {
    case "target":
      return (
        <TextLink to="/distributors/$distributorId" params={{ distributorId }} search={{ tab: "targets" }} {...look}>
          {text}
        </TextLink>
      );
    case "product_lines_assigned":
      return (
        <TextLink to="/distributors/$distributorId" params={{ distributorId }} search={{ tab: "territory" }} {...look}>
          {text}
        </TextLink>
      );
    case "months_on_time":
    case "months_due":
    case "rows_accepted":
    case "rows_rejected":
      return (
        <TextLink to="/reports" search={{ distributor: distributorId }} {...look}>
          {text}
        </TextLink>
      );
    case "answers":
    case "promoters":
    case "detractors":
    case "marks":
    case "marks_sum":
      return (
        <TextLink to="/feedback" search={{ distributor: distributorId, period }} {...look}>
          {text}
        </TextLink>
      );
    case "training_passed":
      return (
        <TextLink to="/training" search={{ distributor: distributorId }} {...look}>
          {text}
        </TextLink>
      );
    case "training_required":
      return (
        <TextLink to="/training/requirements" search={{ distributor: distributorId }} {...look}>
          {text}
        </TextLink>
      );
    case "cases_answered":
    case "cases_silent":
    case "cases_upheld":
      return (
        <TextLink to="/conflicts" search={{ view: "list", distributor: distributorId }} {...look}>
          {text}
        </TextLink>
      );
    case "market_size":
      if (!may("marketSize", "read")) break;
      return (
        <TextLink to="/market" {...look}>
          {text}
        </TextLink>
      );
  }
  return <>{text}</>;
}
