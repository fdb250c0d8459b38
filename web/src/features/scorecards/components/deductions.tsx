import { useTranslation } from "react-i18next";
import { formatDate, formatDecimal } from "~/shared/format/format";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { TextLink } from "~/shared/ui/link";
import { useCardText } from "../use-card-text";
import classes from "./deductions.module.css";

export const deductionsFragment = graphql(`
  fragment Deductions on Scorecard {
    base
    deductions { key points on reason { key params } conflictId }
  }
`);

/** From the weighted mean to the composite: each deduction is a line of its own. Nothing without deductions. */
export function Deductions({ data, composite }: { data: FragmentOf<typeof deductionsFragment>; composite: string | null }) {
  const { t } = useTranslation("scorecards");
  const language = useLanguage();
  const text = useCardText();
  const { base, deductions } = readFragment(deductionsFragment, data);
  if (deductions.length === 0 || base === null) return null;
  const write = (value: string | number, signed = false) => formatDecimal(value, language, { digits: 1, signed });
  const sum = deductions.reduce((points, one) => points + Number(one.points), 0);
  const taken = Number(base) - Number(composite ?? base);
  return (
    <table className={classes["sum"]}>
      <caption>{t("deductions.caption")}</caption>
      <tbody>
        <tr>
          <th scope="row">{t("deductions.base")}</th>
          <td>{write(base)}</td>
        </tr>
        {deductions.map((one, index) => (
          <tr key={index} data-deduction={one.key}>
            <th scope="row">
              {one.conflictId ? (
                <TextLink to="/conflicts/$conflictId" params={{ conflictId: one.conflictId }} inherit>
                  {text(one.reason)}
                </TextLink>
              ) : (
                text(one.reason)
              )}
              <span className={classes["day"]}>{formatDate(one.on, language)}</span>
            </th>
            <td>{write(-Math.abs(Number(one.points)), true)}</td>
          </tr>
        ))}
        {/* More reasons than the programme takes points for, or than there are points. */}
        {sum - taken >= 0.05 && (
          <tr>
            <th scope="row">{t("deductions.capped")}</th>
            <td>{write(sum - taken, true)}</td>
          </tr>
        )}
        <tr className={classes["total"]}>
          <th scope="row">{t("list.composite")}</th>
          <td>{composite === null ? "–" : write(composite)}</td>
        </tr>
      </tbody>
    </table>
  );
}
