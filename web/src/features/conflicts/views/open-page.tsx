import { ActionIcon, Button, Group, NativeSelect, Paper, Stack, Text, TextInput } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { NameText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { useMay } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { notifyDone } from "~/shared/ui/notify";
import { PageHeader } from "~/shared/ui/page-header";

const partiesQuery = graphql(`
  query ChosenParty($id: ID!) {
    distributor(id: $id) { id name { default zhHant zhHans } }
  }
`);

const openMutation = graphql(`
  mutation OpenConflict($input: OpenConflictInput!) {
    openConflict(input: $input) {
      conflict { id }
    }
  }
`);

const route = getRouteApi("/shell/conflicts/new");

/** Opens a case by hand: of lines chosen in the sales explorer, of an early warning, or of what a person knows. */
export function OpenPage() {
  const { t } = useTranslation(["conflicts", "common"]);
  const search = route.useSearch();
  const navigate = useNavigate();
  const may = useMay();
  const [{ fetching }, open] = useMutation(openMutation);
  const [title, setTitle] = useState("");
  const [parties, setParties] = useState<readonly string[]>(search.party ? [search.party] : []);
  const [respondent, setRespondent] = useState("");
  const [key] = useState(() => crypto.randomUUID());
  const [fault, setFault] = useState<Fault>();
  const send = async () => {
    const result = await open({
      input: {
        title: title.trim(),
        partyIds: [...parties],
        respondentId: respondent || null,
        saleLineIds: search.lines ?? null,
        customerId: search.customer ?? null,
        signalId: search.signal ?? null,
        idempotencyKey: key,
      },
    });
    if (!result.data) {
      setFault(result.error && faultFrom(result.error));
      return;
    }
    notifyDone(t("conflicts:open.done"));
    await navigate({ to: "/conflicts/$conflictId", params: { conflictId: result.data.openConflict.conflict.id } });
  };
  const back = (
    <TextLink to="/conflicts" size="sm">
      {t("common:nav.conflicts")}
    </TextLink>
  );
  if (!may("conflict", "open")) {
    return (
      <>
        <PageHeader title={t("conflicts:open.go")} back={back} />
        <EmptyState icon="scale" title={t("conflicts:open.notMay")} hint={t("conflicts:open.notMayHint")} />
      </>
    );
  }
  return (
    <>
      <PageHeader title={t("conflicts:open.go")} subtitle={t("conflicts:open.lead")} back={back} />
      <Paper p="lg" bg="var(--portal-surface)" maw={680}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <Stack gap="md">
            {fault && <FaultAlert fault={fault} />}
            {search.lines && <Text size="sm">{t("conflicts:open.lines", { count: search.lines.length })}</Text>}
            {search.signal && <Text size="sm">{t("conflicts:open.signal")}</Text>}
            <TextInput label={t("conflicts:open.title")} description={t("conflicts:open.titleHint")} required maxLength={200} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
            <div>
              <Text size="sm" fw={500}>
                {t("conflicts:parties")}
              </Text>
              {parties.map((id) => (
                <Chosen key={id} id={id} onRemove={() => setParties(parties.filter((one) => one !== id))} />
              ))}
              <DistributorSelect compact label={t("conflicts:open.addParty")} value={undefined} key={parties.length} onChange={(id) => id && !parties.includes(id) && setParties([...parties, id])} />
            </div>
            {parties.length > 0 && (
              <Respondent parties={parties} value={respondent} onChange={setRespondent} />
            )}
            <Group justify="flex-end" gap="xs">
              <ButtonLink to="/conflicts" variant="default">
                {t("common:action.cancel")}
              </ButtonLink>
              <Button type="submit" loading={fetching} disabled={title.trim() === "" || parties.length === 0}>
                {t("conflicts:open.send")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </>
  );
}

function Chosen({ id, onRemove }: { id: string; onRemove: () => void }) {
  const { t } = useTranslation("conflicts");
  const localName = useLocalName();
  const [{ data }] = useQuery({ query: partiesQuery, variables: { id } });
  const name = data?.distributor ? localName(data.distributor.name) : id;
  return (
    <Group gap={6} mb={6}>
      <Text size="sm">{data?.distributor ? <NameText value={data.distributor.name} /> : id}</Text>
      <ActionIcon variant="subtle" color="gray" aria-label={t("open.removeParty", { name })} onClick={onRemove}>
        <Icon name="close" size={14} />
      </ActionIcon>
    </Group>
  );
}

const namesQuery = graphql(`
  query PartyNames {
    distributors(first: 100) {
      edges { node { id name { default zhHant zhHans } } }
    }
  }
`);

/** Whose doing is looked at, if anybody's. */
function Respondent({ parties, value, onChange }: { parties: readonly string[]; value: string; onChange: (id: string) => void }) {
  const { t } = useTranslation("conflicts");
  const localName = useLocalName();
  const [{ data }] = useQuery({ query: namesQuery });
  const names = new Map(data?.distributors.edges.map(({ node }) => [node.id, localName(node.name)]));
  return (
    <NativeSelect
      label={t("open.respondent")}
      description={t("open.respondentHint")}
      value={parties.includes(value) ? value : ""}
      data={[{ value: "", label: t("open.noRespondent") }, ...parties.map((id) => ({ value: id, label: names.get(id) ?? id }))]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
