import { useTranslation } from "react-i18next";
import { TextLink } from "~/shared/ui/link";
import { CreditList } from "./credit-list";
import type { Input } from "./explanation";

interface Props {
  input: Input;
  distributorId: string;
  name: string;
  /** The number as a person reads it. */
  text: string;
}

/** A number of a formula as the way to what it was made of: its lines or credit, else the reports, targets or assignments. */
export function InputLink({ input, distributorId, name, text }: Props) {
  const { t } = useTranslation("scorecards");
  const label = t("explanation.open", { name, value: text });
  if (input.lines) {
    const { distributorId: distributor, from, until, returns } = input.lines;
    return (
      <TextLink to="/sales" hash="lines" search={{ distributor, from, until, ...(returns !== null && { returns: returns ? "true" : "false" }) }} size="sm" aria-label={label}>
        {text}
      </TextLink>
    );
  }
  if (input.credits) return <CreditList {...input.credits} text={text} label={label} />;
  switch (input.key) {
    case "target":
      return (
        <TextLink to="/distributors/$distributorId" params={{ distributorId }} search={{ tab: "targets" }} size="sm" aria-label={label}>
          {text}
        </TextLink>
      );
    case "product_lines_assigned":
      return (
        <TextLink to="/distributors/$distributorId" params={{ distributorId }} search={{ tab: "territory" }} size="sm" aria-label={label}>
          {text}
        </TextLink>
      );
    case "months_on_time":
    case "months_due":
    case "rows_accepted":
    case "rows_rejected":
      return (
        <TextLink to="/reports" search={{ distributor: distributorId }} size="sm" aria-label={label}>
          {text}
        </TextLink>
      );
    default:
      return <>{text}</>;
  }
}
