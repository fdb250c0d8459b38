import { Button, NativeSelect, Textarea } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { DateTimeText, NameText } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { FormDialog } from "~/shared/ui/form-dialog";
import { Icon } from "~/shared/ui/icon";
import { notifyDone } from "~/shared/ui/notify";
import { ConflictsHeader } from "../components/conflicts-header";

const interestsQuery = graphql(`
  query Interests {
    interests { user { id name } distributor { id name { default zhHant zhHans } } isManager reason since }
  }
`);

const peopleQuery = graphql(`
  query PeopleOfBrand($organizationId: ID!) {
    users(first: 100, filter: { organizationId: $organizationId }) {
      edges { node { id name } }
    }
  }
`);

const declareMutation = graphql(`
  mutation DeclareInterest($input: DeclareInterestInput!) {
    declareInterest(input: $input) {
      interest { user { id } since }
    }
  }
`);

type Row = ResultOf<typeof interestsQuery>["interests"][number];

const route = getRouteApi("/shell/conflicts/interests");

/** Who can't mediate between which distributors: who manages or managed one, or worked for it. */
export function InterestPage() {
  const { t } = useTranslation("conflicts");
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const [{ data, fetching, error }, again] = useQuery({ query: interestsQuery, requestPolicy: "cache-and-network" });
  const columns: Column<Row>[] = [
    { id: "who", header: t("interests.who"), primary: true, cell: (row) => row.user.name },
    { id: "distributor", header: t("interests.distributor"), cell: (row) => <NameText value={row.distributor.name} /> },
    { id: "kind", header: t("interests.kind"), cell: (row) => t(row.isManager ? "interests.manages" : "interests.worked") },
    { id: "reason", header: t("reason"), cell: (row) => row.reason },
    { id: "since", header: t("interests.since"), wideOnly: true, cell: (row) => <DateTimeText value={row.since} stacked /> },
  ];
  return (
    <>
      <ConflictsHeader
        title={t("interests.title")}
        lead={t("interests.lead")}
        actions={
          may("interest", "declare") && (
            <Button leftSection={<Icon name="plus" />} onClick={() => go.dialog("declare")}>
              {t("interests.declare")}
            </Button>
          )
        }
      />
      <DataTable
        label={t("interests.title")}
        columns={columns}
        rows={data?.interests}
        rowId={(row) => `${row.user.id} ${row.distributor.id} ${row.isManager}`}
        fetching={fetching && !data}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={{ icon: "people", title: t("interests.none"), hint: t("interests.noneHint") }}
      />
      {search.dialog === "declare" && may("interest", "declare") && (
        <DeclareDialog
          onClose={() => go.dialog(undefined)}
          onDone={() => {
            go.dialog(undefined);
            again({ requestPolicy: "network-only" });
          }}
        />
      )}
    </>
  );
}

function DeclareDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation("conflicts");
  const { organization } = useViewer();
  const [{ data }] = useQuery({ query: peopleQuery, variables: { organizationId: organization.id } });
  const [{ fetching }, declare] = useMutation(declareMutation);
  const [user, setUser] = useState("");
  const [distributor, setDistributor] = useState<string>();
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<Fault>();
  const send = async () => {
    const result = await declare({ input: { userId: user, distributorId: distributor ?? "", reason: reason.trim() } });
    if (!result.data) {
      setFault(result.error && faultFrom(result.error));
      return;
    }
    notifyDone(t("interests.done"));
    onDone();
  };
  return (
    <FormDialog
      title={t("interests.declare")}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      busy={fetching}
      disabled={!user || !distributor || reason.trim() === ""}
      fault={fault}
    >
      <NativeSelect label={t("interests.who")} required value={user} data={[{ value: "", label: "" }, ...(data?.users.edges.map(({ node }) => ({ value: node.id, label: node.name })) ?? [])]} onChange={(event) => setUser(event.currentTarget.value)} />
      <DistributorSelect label={t("interests.distributor")} required value={distributor} onChange={setDistributor} />
      <Textarea label={t("reason")} description={t("interests.reasonHint")} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} autosize minRows={2} maxLength={500} />
    </FormDialog>
  );
}
