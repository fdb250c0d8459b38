import { Button, Group, Loader, Radio, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { formatDate, formatMoney } from "~/shared/format/format";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage, useLocalName } from "~/shared/i18n/use-language";
import { contestFilter, type LineSelection } from "../contest";
import classes from "./line-picker.module.css";

const choiceFragment = graphql(`
  fragment LineChoice on SaleLine @_unmask {
    id
    invoiceNumber
    saleDate
    product { id name { default zhHant zhHans } }
    baseAmount { amount currency }
  }
`);

const linesQuery = graphql(
  `
    query ContestableLines($filter: SaleFilter!, $after: String) {
      saleLines(filter: $filter, first: 10, after: $after) {
        edges { node { ...LineChoice } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [choiceFragment],
);

const chosenQuery = graphql(
  `
    query ContestedLine($id: ID!) {
      node(id: $id) { __typename ... on SaleLine { ...LineChoice } }
    }
  `,
  [choiceFragment],
);

interface Props {
  selection: LineSelection;
  value: string | undefined;
  onChange(id: string): void;
  error: string | undefined;
}

/** Chooses one of the lines that a metric's number is made of, newest first, or by the invoice's number; of a metric of breaches those in breach, unless all are asked for. */
export function LinePicker({ selection, value, onChange, error }: Props) {
  const { t } = useTranslation(["scorecards", "common"]);
  const language = useLanguage();
  const localName = useLocalName();
  const [typed, setTyped] = useState("");
  const [after, setAfter] = useState<string | null>(null);
  // A line that was chosen elsewhere may be any.
  const [heldAlone, setHeldAlone] = useState(selection.held !== null && value === undefined);
  const [invoice] = useDebouncedValue(typed.trim(), 250);
  const [{ data, error: failed, fetching }, again] = useQuery({ query: linesQuery, variables: { filter: contestFilter(selection, heldAlone, invoice), after } });
  const lines = data?.saleLines;
  const [{ data: one }] = useQuery({ query: chosenQuery, variables: { id: value ?? "" }, pause: !value });
  const chosen = one?.node?.__typename === "SaleLine" && one.node.id === value ? one.node : undefined;
  const listed = lines?.edges.map(({ node }) => node) ?? [];
  // What was chosen elsewhere, or on another page, stays in sight.
  const shown = chosen && !listed.some(({ id }) => id === chosen.id) ? [chosen, ...listed] : listed;
  return (
    <Stack gap="xs">
      {selection.held && (
        <SegmentedControl
          aria-label={t("scorecards:contest.among")}
          value={heldAlone ? "held" : "all"}
          onChange={(among) => {
            setHeldAlone(among === "held");
            setAfter(null);
          }}
          data={[
            { value: "held", label: t("scorecards:contest.held") },
            { value: "all", label: t("scorecards:contest.all") },
          ]}
        />
      )}
      <TextInput
        label={t("scorecards:contest.invoice")}
        description={t("scorecards:contest.invoiceHint")}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAfter(null);
        }}
      />
      {failed && <FaultAlert fault={faultFrom(failed)} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {fetching && !lines && <Loader size="sm" />}
      {lines && lines.totalCount === 0 && (
        <Text size="sm" c="dimmed" role="status">
          {t(heldAlone && !invoice ? "scorecards:contest.noneHeld" : "scorecards:contest.noLines")}
        </Text>
      )}
      {shown.length > 0 && (
        <Radio.Group label={t("scorecards:contest.which")} value={value ?? null} onChange={onChange} error={error}>
          <div className={classes["lines"]} aria-busy={fetching}>
            {shown.map((node) => (
              <Radio
                key={node.id}
                value={node.id}
                label={t("scorecards:contest.line", { invoice: node.invoiceNumber, date: formatDate(node.saleDate, language), amount: formatMoney(node.baseAmount, language) })}
                description={localName(node.product.name)}
              />
            ))}
          </div>
        </Radio.Group>
      )}
      {lines && (after !== null || lines.pageInfo.hasNextPage) && (
        <Group gap="xs">
          <Button size="xs" variant="default" disabled={after === null} onClick={() => setAfter(null)}>
            {t("scorecards:contest.newest")}
          </Button>
          <Button size="xs" variant="default" disabled={!lines.pageInfo.hasNextPage} onClick={() => setAfter(lines.pageInfo.endCursor)}>
            {t("scorecards:contest.older")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
