import { Badge, Box, Button, Group, Kbd, Skeleton, Stack, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useFaultText } from "~/shared/fault/use-fault-text";
import { formatInteger } from "~/shared/format/format";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { notifyFailed } from "~/shared/ui/notify";
import { Panel } from "~/shared/ui/panel";
import { TablePager } from "~/shared/ui/table-pager";
import { AccountsHeader } from "../components/accounts-header";
import { DuplicatePair } from "../components/duplicate-pair";
import { duplicateFragment, likelySurvivor, type Duplicate, type Side } from "../duplicate";
import { useAccountName } from "../use-account-name";
import { useMerge, useUnmerge } from "../use-merging";
import classes from "./duplicate-page.module.css";

const duplicatesQuery = graphql(
  `
    query Duplicates($first: Int, $after: String, $last: Int, $before: String) {
      accountDuplicates(first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...Duplicate } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [duplicateFragment],
);

const dismissMutation = graphql(`
  mutation DismissDuplicate($input: DismissDuplicateInput!) {
    dismissDuplicate(input: $input) { duplicate { id decision } }
  }
`);

const route = getRouteApi("/shell/accounts/duplicates");

/** Pairs of one's own list that may be one customer, one at a time; made for the keyboard. */
export function DuplicatePage() {
  const { t } = useTranslation("accounts");
  const language = useLanguage();
  const search = route.useSearch();
  const go = useListNavigation();
  const [{ data, error, fetching }, again] = useQuery({ query: duplicatesQuery, variables: pageVariables(search, 20), requestPolicy: "cache-and-network" });
  const pairs = data?.accountDuplicates.edges.map((edge) => edge.node);
  const total = data?.accountDuplicates.totalCount;
  return (
    <>
      <AccountsHeader title={t("tabs.duplicates")} lead={t("duplicates.lead")} />
      {error && !pairs && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {!pairs && !error && <Skeleton height={420} radius="lg" />}
      {pairs && (
        <Stack gap="lg">
          {total !== undefined && total > 0 && <Text size="sm">{t("duplicates.count", { count: total, number: formatInteger(total, language) })}</Text>}
          <Deciding pairs={pairs} />
          {data && <TablePager pageInfo={data.accountDuplicates.pageInfo} totalCount={undefined} shown={pairs.length} busy={fetching} onPage={go.page} />}
        </Stack>
      )}
    </>
  );
}

interface Merged {
  id: string;
  name: string;
}

/** The pairs at the side and the present one large. What is decided drops out, and the next one comes up. */
function Deciding({ pairs }: { pairs: readonly Duplicate[] }) {
  const { t } = useTranslation("accounts");
  const may = useMay();
  const name = useAccountName();
  const faultText = useFaultText();
  const { merge, fetching: merging } = useMerge();
  const { unmerge, fetching: unmerging } = useUnmerge();
  const [{ fetching: dismissing }, dismiss] = useMutation(dismissMutation);
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState<{ id: string; side: Side }>();
  const [merged, setMerged] = useState<Merged[]>([]);
  const [said, setSaid] = useState("");
  const present = Math.min(at, pairs.length - 1);
  const pair = pairs[present];
  const decides = may("account", "merge");
  const busy = merging || dismissing || unmerging;
  const survivor: Side = pair && chosen?.id === pair.id ? chosen.side : pair ? likelySurvivor(pair) : "first";
  const last = merged.at(-1);

  const choose = (side: Side) => pair && setChosen({ id: pair.id, side });
  const mergeNow = async () => {
    if (!pair || !decides || busy) return;
    const [stays, joins] = survivor === "first" ? [pair.first, pair.second] : [pair.second, pair.first];
    if (!(await merge(stays.id, joins.id))) return;
    setMerged([...merged, { id: joins.id, name: name(joins) }]);
    setSaid(t("duplicates.merged", { joins: name(joins), stays: name(stays) }));
  };
  const keepApart = async () => {
    if (!pair || !decides || busy) return;
    const result = await dismiss({ input: { id: pair.id } });
    if (result.error) notifyFailed(faultText(faultFrom(result.error)));
    else setSaid(t("duplicates.dismissed", { first: name(pair.first), second: name(pair.second) }));
  };
  const undo = async () => {
    if (!last || busy || !(await unmerge(last.id))) return;
    setMerged(merged.slice(0, -1));
    setSaid(t("duplicates.undone", { name: last.name }));
  };
  const step = (by: number) => setAt(Math.max(0, Math.min(pairs.length - 1, present + by)));
  useHotkeys([
    ["m", () => void mergeNow()],
    ["d", () => void keepApart()],
    ["u", () => void undo()],
    ["1", () => choose("first")],
    ["2", () => choose("second")],
    ["ArrowLeft", () => choose("first")],
    ["ArrowRight", () => choose("second")],
    ["ArrowDown", () => step(1)],
    ["ArrowUp", () => step(-1)],
    ["j", () => step(1)],
    ["k", () => step(-1)],
  ]);
  const undoButton = last && (
    <Button variant="default" loading={unmerging} disabled={busy} onClick={() => void undo()} rightSection={<Kbd size="xs">U</Kbd>}>
      {t("duplicates.undo", { name: last.name })}
    </Button>
  );
  return (
    <Stack gap="md">
      <div role="status">{said && <Text size="sm">{said}</Text>}</div>
      {!pair && <EmptyState icon="check" title={t("duplicates.none")} hint={t("duplicates.noneHint")} action={undoButton} />}
      {pair && (
        <div className={classes["layout"]}>
          <nav aria-label={t("duplicates.pairs")} className={classes["pairs"]}>
            <ol>
              {pairs.map((one, index) => (
                <li key={one.id}>
                  <button type="button" aria-current={index === present || undefined} onClick={() => setAt(index)}>
                    <span>{name(one.first)}</span>
                    <span>{name(one.second)}</span>
                  </button>
                </li>
              ))}
            </ol>
          </nav>
          <Panel
            title={t("duplicates.pair", { number: present + 1, of: pairs.length })}
            description={<Badge color={pair.likely ? "jade" : "yellow"}>{t(pair.likely ? "duplicates.likely" : "duplicates.possible")}</Badge>}
          >
            <Stack gap="md">
              <DuplicatePair key={pair.id} pair={pair} survivor={survivor} onSurvivor={choose} />
              {decides && (
                <Group gap="xs">
                  <Button loading={merging} disabled={busy} onClick={() => void mergeNow()} rightSection={<Kbd size="xs">M</Kbd>}>
                    {t("duplicates.merge")}
                  </Button>
                  <Button variant="default" loading={dismissing} disabled={busy} onClick={() => void keepApart()} rightSection={<Kbd size="xs">D</Kbd>}>
                    {t("duplicates.different")}
                  </Button>
                  {undoButton}
                </Group>
              )}
              <Box visibleFrom="sm">
                <Text size="sm" c="dimmed">
                  {t("duplicates.keys")}
                </Text>
              </Box>
            </Stack>
          </Panel>
        </div>
      )}
    </Stack>
  );
}
