import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatDecimal, formatInteger, formatMoney } from "~/shared/format/format";
import { NoData } from "~/shared/format/text";
import { graphql, readFragment, type FragmentOf, type ResultOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import { useInputName } from "../input-name";
import { useCardText } from "../use-card-text";
import { InputLink } from "./input-link";
import classes from "./explanation.module.css";

export const explanationFragment = graphql(`
  fragment Explanation on MetricExplanation {
    formula { key params }
    noData { key params }
    inputs {
      key
      value
      currency
      lines { distributorId from until returns breach }
      credits { distributorId period }
    }
    exclusions { reason { key params } count amount }
    caveat { key params }
  }
`);

export type Input = ResultOf<typeof explanationFragment>["inputs"][number];

/** How a metric is computed, the numbers that went in, each leading to what it was made of, what came since the card was frozen, and what was left out and why. */
export function Explanation({ data, distributorId, period }: { data: FragmentOf<typeof explanationFragment>; distributorId: string; period: string }) {
  const { t } = useTranslation("scorecards");
  const language = useLanguage();
  const text = useCardText();
  const inputName = useInputName();
  const { baseCurrency } = useViewer();
  const { formula, noData, inputs, exclusions, caveat } = readFragment(explanationFragment, data);
  const write = ({ value, currency }: Input) => (value === null ? null : currency ? formatMoney({ amount: value, currency }, language) : formatDecimal(value, language));
  return (
    <div>
      <Text size="sm" c="dimmed">
        {t("explanation.formula", { formula: text(formula) })}
      </Text>
      {noData && (
        <Text size="sm" fw={600} mt={4}>
          {text(noData)}
        </Text>
      )}
      <dl className={classes["inputs"]}>
        {inputs.map((input) => {
          const value = write(input);
          return (
            <div key={input.key}>
              <dt>{inputName(input.key)}</dt>
              <dd>{value === null ? <NoData /> : <InputLink input={input} distributorId={distributorId} period={period} name={inputName(input.key)} text={value} />}</dd>
            </div>
          );
        })}
      </dl>
      {caveat && (
        <Text size="sm" c="dimmed" mt="sm">
          {text(caveat)}
        </Text>
      )}
      {exclusions.length > 0 && (
        <>
          <Text size="sm" c="dimmed" mt="sm">
            {t("explanation.excluded")}
          </Text>
          <dl className={classes["inputs"]}>
            {exclusions.map(({ reason, count, amount }) => (
              <div key={reason.key}>
                <dt>{text(reason)}</dt>
                <dd>
                  {formatInteger(count, language)}
                  {amount !== null && ` · ${formatMoney({ amount, currency: baseCurrency }, language)}`}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </div>
  );
}
