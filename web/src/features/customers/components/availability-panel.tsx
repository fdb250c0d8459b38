import { Badge, Stack, Switch, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { DateTimeText, NameText, NoData } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay } from "~/shared/session/viewer";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { notifyDone } from "~/shared/ui/notify";
import { Panel } from "~/shared/ui/panel";
import type { ShareSearch } from "../search";

const checksQuery = graphql(`
  query AvailabilityChecks($first: Int, $after: String, $last: Int, $before: String) {
    answersAvailability
    availabilityChecks(first: $first, after: $after, last: $last, before: $before) {
      edges {
        cursor
        node {
          answer
          askedAt
          askedBy { id name }
          distributor { id name { default zhHant zhHans } }
        }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount
    }
  }
`);

const setMutation = graphql(`
  mutation SetAvailability($input: SetAvailabilityInput!) {
    setAvailability(input: $input) { answersAvailability }
  }
`);

type Row = ResultOf<typeof checksQuery>["availabilityChecks"]["edges"][number];

const colors = { FREE: "jade", TAKEN: "yellow", DISPUTED: "red" } as const;

/** Whether distributors may ask if a customer is taken, and who has asked. */
export function AvailabilityPanel({ search }: { search: ShareSearch }) {
  const { t } = useTranslation("customers");
  const go = useListNavigation();
  const may = useMay();
  const [{ data, fetching, error }, again] = useQuery({ query: checksQuery, variables: pageVariables(search), requestPolicy: "cache-and-network" });
  const answers = data?.answersAvailability ?? false;
  const columns: Column<Row>[] = [
    { id: "distributor", header: t("availability.who"), primary: true, cell: ({ node }) => <NameText value={node.distributor.name} /> },
    { id: "by", header: t("availability.by"), cell: ({ node }) => node.askedBy?.name ?? <NoData /> },
    { id: "answer", header: t("availability.answer"), cell: ({ node }) => <Badge color={colors[node.answer]}>{t(`availability.${node.answer}`)}</Badge> },
    { id: "at", header: t("looks.at"), cell: ({ node }) => <DateTimeText value={node.askedAt} /> },
  ];
  return (
    <Stack gap="md">
      <Panel title={t("availability.title")} description={t("availability.hint")}>
        {may("availability", "update") ? (
          <Switch label={t("availability.switch")} checked={answers} disabled={!data} onChange={() => go.dialog("availability")} />
        ) : (
          <Text fw={600}>{t(answers ? "availability.on" : "availability.off")}</Text>
        )}
      </Panel>
      <DataTable
        label={t("availability.log")}
        columns={columns}
        rows={data?.availabilityChecks.edges}
        rowId={({ cursor }) => cursor}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={{ icon: "search", title: t("availability.none"), hint: t(answers ? "availability.noneHint" : "availability.noneHintOff") }}
        pageInfo={data?.availabilityChecks.pageInfo}
        totalCount={data?.availabilityChecks.totalCount}
        onPage={go.page}
      />
      {search.dialog === "availability" && data && may("availability", "update") && <SwitchDialog on={!answers} onClose={() => go.dialog(undefined)} />}
    </Stack>
  );
}

function SwitchDialog({ on, onClose }: { on: boolean; onClose: () => void }) {
  const { t } = useTranslation("customers");
  const [{ fetching }, set] = useMutation(setMutation);
  const [fault, setFault] = useState<Fault>();
  const confirm = async () => {
    const result = await set({ input: { answers: on } });
    if (!result.data) {
      setFault(result.error && faultFrom(result.error));
      return;
    }
    notifyDone(t(on ? "availability.on" : "availability.off"));
    onClose();
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={t(on ? "availability.turnOn" : "availability.turnOff")} confirmLabel={t(on ? "availability.turnOn" : "availability.turnOff")} onConfirm={() => void confirm()} busy={fetching} fault={fault}>
      <Text size="sm">{t(on ? "availability.onConsequence" : "availability.offConsequence")}</Text>
    </ConfirmDialog>
  );
}
