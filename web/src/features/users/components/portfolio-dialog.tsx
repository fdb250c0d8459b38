import { Checkbox, Group, Pill, ScrollArea, Skeleton, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { graphql } from "~/shared/graphql/gql";
import { useEveryPage } from "~/shared/graphql/use-every-page";
import { useLocalName } from "~/shared/i18n/use-language";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { SearchField } from "~/shared/ui/search-field";
import type { Person } from "../user";

const portfolioQuery = graphql(`
  query Portfolio($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on User { id portfolioCount portfolio { id name { default zhHant zhHans } } }
    }
  }
`);

const distributorsQuery = graphql(`
  query PortfolioOptions($first: Int, $after: String) {
    distributors(first: $first, after: $after) {
      edges { node { id code name { default zhHant zhHans } managers { id } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const setMutation = graphql(`
  mutation SetPortfolio($input: SetPortfolioInput!) {
    setPortfolio(input: $input) {
      user { id portfolioCount portfolio { id } }
    }
  }
`);

/** Chooses which distributors a channel manager looks after. */
export function PortfolioDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation(["users", "common"]);
  const localName = useLocalName();
  const [{ data, error: failed }] = useQuery({ query: portfolioQuery, variables: { id: person.id }, requestPolicy: "network-only" });
  const all = useEveryPage({ query: distributorsQuery, variables: {}, pick: (page) => page.distributors, pages: 50 });
  const [{ fetching }, set] = useMutation(setMutation);
  const [fault, setFault] = useState<Fault>();
  const [search, setSearch] = useState<string>();
  const [changed, setChanged] = useState<ReadonlySet<string>>();
  const user = data?.node?.__typename === "User" ? data.node : undefined;
  // The user's own list names a hundred at most; whom each distributor names as its managers has no such end.
  const listed = new Set([...(user?.portfolio.map((one) => one.id) ?? []), ...(all.rows?.filter((one) => one.managers.some((manager) => manager.id === person.id)).map((one) => one.id) ?? [])]);
  const chosen = changed ?? listed;
  const ready = user !== undefined && all.complete;
  const wanted = search?.normalize("NFKC").toLowerCase();
  const shown = (all.rows ?? []).filter((one) => !wanted || [one.code, one.name.default, one.name.zhHant ?? "", one.name.zhHans ?? ""].some((word) => word.toLowerCase().includes(wanted)));
  const put = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChanged(next);
  };
  const submit = async () => {
    const result = await set({ input: { userId: person.id, distributorIds: [...chosen] } });
    if (result.data) {
      notifyDone(t("users:portfolio.done", { name: person.name, count: chosen.size }));
      onClose();
    } else setFault(result.error && faultFrom(result.error));
  };
  const error = failed ?? all.error;
  return (
    <FormDialog
      title={t("users:portfolio.title", { name: person.name })}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      busy={fetching}
      disabled={!ready || changed === undefined}
      fault={fault}
      size="lg"
    >
      <Text size="sm" c="dimmed">
        {t("users:portfolio.hint")}
      </Text>
      {error && <FaultAlert fault={faultFrom(error)} onRetry={all.reload} />}
      <SearchField label={t("users:portfolio.search")} value={search} onChange={setSearch} />
      {!ready && !error && <Skeleton height={220} />}
      {ready && (
        <>
          <Group justify="space-between" gap="xs">
            <Text size="sm" fw={600} role="status">
              {t("users:portfolio.count", { count: chosen.size })}
            </Text>
          </Group>
          {chosen.size > 0 && chosen.size <= 12 && (
            <Pill.Group>
              {(all.rows ?? [])
                .filter((one) => chosen.has(one.id))
                .map((one) => (
                  <Pill key={one.id}>{localName(one.name)}</Pill>
                ))}
            </Pill.Group>
          )}
          <ScrollArea.Autosize mah={320} type="auto" offsetScrollbars>
            <Stack gap={10} role="group" aria-label={t("users:portfolio.distributors")} p={4}>
              {shown.map((one) => (
                <Checkbox key={one.id} checked={chosen.has(one.id)} onChange={(event) => put(one.id, event.currentTarget.checked)} label={localName(one.name)} description={one.code} />
              ))}
              {shown.length === 0 && (
                <Text size="sm" c="dimmed">
                  {t("common:picker.nothing")}
                </Text>
              )}
            </Stack>
          </ScrollArea.Autosize>
        </>
      )}
    </FormDialog>
  );
}
