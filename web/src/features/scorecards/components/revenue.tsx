import { Paper, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { TargetBar } from "~/shared/figure/target-bar";
import { formatPercent } from "~/shared/format/format";
import { MoneyText } from "~/shared/format/text";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { TextLink } from "~/shared/ui/link";
import classes from "./verdict.module.css";

export const revenueFragment = graphql(`
  fragment Revenue on Scorecard {
    from
    until
    revenue { amount currency }
    target { amount currency }
  }
`);

/** Net revenue against its target; the number leads to its lines. */
export function Revenue({ data, distributorId }: { data: FragmentOf<typeof revenueFragment>; distributorId: string }) {
  const { t } = useTranslation("scorecards");
  const language = useLanguage();
  const { from, until, revenue, target } = readFragment(revenueFragment, data);
  const attained = target && Number(target.amount) > 0 ? (Number(revenue.amount) / Number(target.amount)) * 100 : null;
  return (
    <Paper p={{ base: "md", sm: "lg" }} bg="var(--portal-surface)">
      <Text size="sm" c="dimmed">
        {t("head.revenue")}
      </Text>
      <div className={classes["value"]}>
        <TextLink to="/sales" search={{ distributor: distributorId, from, until }} inherit c="inherit" underline="always">
          <MoneyText value={revenue} />
        </TextLink>
      </div>
      <Text component="div" size="sm" c="dimmed" mb="sm">
        {target ? (
          <>
            {t("head.target")} <MoneyText value={target} />
            {attained !== null && ` · ${formatPercent(attained, language)}`}
          </>
        ) : (
          t("head.noTarget")
        )}
      </Text>
      {attained !== null && <TargetBar label={t("head.revenue")} percent={attained} text={formatPercent(attained, language)} />}
    </Paper>
  );
}
