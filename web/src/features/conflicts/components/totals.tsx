import { useTranslation } from "react-i18next";
import { MoneyText } from "~/shared/format/text";
import type { Remedy } from "../case";
import { totalsOf } from "../totals";
import { usePartyName } from "../use-party-name";
import classes from "./totals.module.css";

/** By how much the revenue of each party changes in all. */
export function Totals({ remedies }: { remedies: readonly Remedy[] }) {
  const { t } = useTranslation("conflicts");
  const partyName = usePartyName();
  const totals = totalsOf(remedies);
  if (totals.length === 0) return null;
  return (
    <dl className={classes["totals"]} aria-label={t("effects.total")}>
      {totals.map(({ label, amount, currency }) => (
        <div key={label} data-total={label}>
          <dt>{partyName({ label })}</dt>
          <dd>
            <MoneyText value={{ amount, currency }} signed />
          </dd>
        </div>
      ))}
    </dl>
  );
}
