import { Alert, Button, Checkbox, Group, List, Modal, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient, useMutation, type Client } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { graphql } from "~/shared/graphql/gql";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { Icon } from "~/shared/ui/icon";
import type { Whom } from "./whom";

const eraseMutation = graphql(`
  mutation EraseCustomer($input: EraseCustomerInput!) {
    eraseCustomer(input: $input) {
      erasure { id }
    }
  }
`);

const progressQuery = graphql(`
  query ErasureProgress {
    erasures(first: 25) {
      edges { node { id accounts doneAt } }
    }
  }
`);

const tries = 15;

/** Waits until the request is carried out. Gives how many accounts were erased; undefined when it takes longer than one waits. */
async function carriedOut(client: Client, id: string): Promise<number | undefined> {
  for (let n = 0; n < tries; n++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const result = await client.query(progressQuery, {}, { requestPolicy: "network-only" }).toPromise();
    const found = result.data?.erasures.edges.find(({ node }) => node.id === id)?.node;
    if (found?.doneAt) return found.accounts;
  }
  return undefined;
}

/** Forgets a person for good: asks once, for a reason and a word of understanding, and stays until it is done. */
export function ForgetDialog({ whom, name, onClose }: { whom: Whom; name: string; onClose: () => void }) {
  const { t } = useTranslation("privacy");
  const client = useClient();
  const [, erase] = useMutation(eraseMutation);
  const [reason, setReason] = useState("");
  const [understood, setUnderstood] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const [outcome, setOutcome] = useState<{ accounts: number | undefined }>();
  const confirm = async () => {
    setFault(undefined);
    setBusy(true);
    const result = await erase({ input: { ...whom, reason: reason.trim() } });
    if (result.data) setOutcome({ accounts: await carriedOut(client, result.data.eraseCustomer.erasure.id) });
    else setFault(result.error && faultFrom(result.error));
    setBusy(false);
  };
  if (outcome) return <Outcome accounts={outcome.accounts} />;
  return (
    <ConfirmDialog opened onClose={onClose} title={t("forget.title", { name })} confirmLabel={t("forget.confirm")} onConfirm={() => void confirm()} busy={busy} disabled={reason.trim() === "" || !understood} destructive fault={fault}>
      <List size="sm" spacing={4}>
        <List.Item>{"accountId" in whom ? t("forget.goesHere") : t("forget.goesEverywhere")}</List.Item>
        <List.Item>{t("forget.stays")}</List.Item>
        <List.Item>{t("forget.final")}</List.Item>
      </List>
      <Textarea label={t("reason")} description={t("forget.reasonHint")} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} autosize minRows={2} maxLength={500} data-autofocus />
      <Checkbox label={t("forget.understood")} checked={understood} onChange={(event) => setUnderstood(event.currentTarget.checked)} />
    </ConfirmDialog>
  );
}

function Outcome({ accounts }: { accounts: number | undefined }) {
  const { t } = useTranslation(["privacy", "common"]);
  // The page is loaded anew, so that nothing of the person stays in memory.
  const leave = () => window.location.assign(window.location.pathname);
  return (
    <Modal opened onClose={leave} title={t("privacy:forget.doneTitle")} closeButtonProps={{ "aria-label": t("common:action.close") }}>
      <Stack gap="md">
        <Alert role="status" color={accounts === undefined ? "yellow" : "jade"} icon={<Icon name={accounts === undefined ? "clock" : "check"} />}>
          {accounts === undefined ? t("privacy:forget.underway") : t("privacy:forget.done", { count: accounts })}
        </Alert>
        <Group justify="flex-end">
          <Button onClick={leave} data-autofocus>
            {t("common:action.close")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
