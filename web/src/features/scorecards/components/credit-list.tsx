import { Anchor, List, Loader } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { MoneyText, NameText, PeriodText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { TextLink } from "~/shared/ui/link";

const creditQuery = graphql(`
  query ScorecardCredit($distributorId: ID!, $period: Period!) {
    creditEntries(filter: { distributorId: $distributorId, period: $period, counts: true }, first: 100) {
      edges { node { id period product { id name { default zhHant zhHans } } amount { amount currency } conflict { id } } }
      totalCount
    }
  }
`);

interface Props {
  distributorId: string;
  period: string;
  /** The number as a person reads it. */
  text: string;
  label: string;
}

/** A sum of credit, which opens the entries that it is made of, each with the way to its case. */
export function CreditList({ distributorId, period, text, label }: Props) {
  const { t } = useTranslation("scorecards");
  const [shown, setShown] = useState(false);
  const [{ data, fetching, error }] = useQuery({ query: creditQuery, variables: { distributorId, period }, pause: !shown });
  const entries = data?.creditEntries;
  return (
    <>
      <Anchor component="button" type="button" size="sm" aria-label={label} aria-expanded={shown} onClick={() => setShown(!shown)}>
        {text}
      </Anchor>
      {shown && fetching && <Loader size="xs" ml="xs" />}
      {shown && error && <FaultAlert fault={faultFrom(error)} />}
      {shown && entries && (
        <List size="sm" mt={4}>
          {entries.edges.map(({ node }) => (
            <List.Item key={node.id}>
              <PeriodText value={node.period} short /> · <NameText value={node.product.name} /> · <MoneyText value={node.amount} signed />
              {node.conflict && (
                <>
                  {" "}
                  <TextLink to="/conflicts/$conflictId" params={{ conflictId: node.conflict.id }} size="sm">
                    {t("credit.case")}
                  </TextLink>
                </>
              )}
            </List.Item>
          ))}
          {entries.totalCount > entries.edges.length && <List.Item>{t("credit.more", { count: entries.totalCount - entries.edges.length })}</List.Item>}
        </List>
      )}
    </>
  );
}
