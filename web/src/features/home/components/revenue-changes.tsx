import { Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatPercent } from "~/shared/format/format";
import { MoneyText, NameText } from "~/shared/format/text";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import { percentOf } from "../percent";
import classes from "./rows.module.css";

export const revenueChangeFragment = graphql(`
  fragment RevenueChange on RevenueChange {
    distributor { id name { default zhHant zhHans } }
    revenue { amount currency }
    before { amount currency }
  }
`);

interface Props {
  title: string;
  empty: string;
  changes: readonly FragmentOf<typeof revenueChangeFragment>[];
  period: string;
}

/** Distributors by how their revenue moved against the period before; each leads to its scorecard. */
export function RevenueChanges({ title, empty, changes, period }: Props) {
  const { t } = useTranslation("home");
  const language = useLanguage();
  return (
    <Panel title={title} description={t("changes.against")}>
      {changes.length === 0 && (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      )}
      <ul className={`${classes["rows"]} ${classes["figures"]}`}>
        {changes.map((masked) => {
          const { distributor, revenue, before } = readFragment(revenueChangeFragment, masked);
          const share = percentOf(revenue.amount, before.amount);
          const rose = Number(revenue.amount) >= Number(before.amount);
          return (
            <li key={distributor.id}>
              <TextLink to="/scorecards/$distributorId" params={{ distributorId: distributor.id }} search={{ period }} className={classes["name"] ?? ""}>
                <NameText value={distributor.name} />
              </TextLink>
              <Text component="span" size="sm" c="dimmed" className={classes["amount"]}>
                <MoneyText value={revenue} compact />
              </Text>
              <Group component="span" gap={4} wrap="nowrap" c={rose ? "var(--portal-good)" : "var(--portal-bad)"} className={classes["change"]}>
                <Icon name={rose ? "arrowUp" : "arrowDown"} size={14} />
                {share === null ? t("changes.new") : formatPercent(share - 100, language, { digits: 1, signed: true })}
              </Group>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
