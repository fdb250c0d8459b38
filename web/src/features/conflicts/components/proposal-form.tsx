import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { graphql } from "~/shared/graphql/gql";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { notifyDone } from "~/shared/ui/notify";
import type { Case, Decision } from "../case";
import { DecisionText } from "./decisions-panel";
import { RemedyList } from "./remedy-list";

const answerMutation = graphql(`
  mutation AnswerProposal($input: AnswerProposalInput!) {
    answerProposal(input: $input) {
      conflict { id state asked }
    }
  }
`);

/** The proposal that waits for this party, and the two answers to it. */
export function ProposalForm({ data, onDone }: { data: Case; onDone: () => void }) {
  const { t } = useTranslation("conflicts");
  const [choice, setChoice] = useState<boolean>();
  const proposal = data.decisions.findLast(({ kind, state }) => kind === "PROPOSAL" && state === "PENDING");
  if (!proposal) return null;
  return (
    <Stack gap="md">
      <DecisionText data={proposal} />
      <Group gap="xs">
        <Button onClick={() => setChoice(true)}>{t("answer.accept")}</Button>
        <Button color="red" variant="light" onClick={() => setChoice(false)}>
          {t("answer.reject")}
        </Button>
      </Group>
      {choice !== undefined && <AnswerDialog conflictId={data.id} proposal={proposal} accept={choice} onClose={() => setChoice(undefined)} onDone={onDone} />}
    </Stack>
  );
}

function AnswerDialog({ conflictId, proposal, accept, onClose, onDone }: { conflictId: string; proposal: Decision; accept: boolean; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation("conflicts");
  const [{ fetching }, answer] = useMutation(answerMutation);
  const [text, setText] = useState("");
  const [fault, setFault] = useState<Fault>();
  const confirm = async () => {
    const result = await answer({ input: { conflictId, decisionId: proposal.id, accept, text: text.trim() || null } });
    if (!result.data) {
      setFault(result.error && faultFrom(result.error));
      return;
    }
    notifyDone(t(accept ? "answer.accepted" : "answer.rejected"));
    onClose();
    onDone();
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={t(accept ? "answer.acceptTitle" : "answer.rejectTitle")} confirmLabel={t(accept ? "answer.accept" : "answer.reject")} onConfirm={() => void confirm()} busy={fetching} destructive={!accept} fault={fault}>
      <Text size="sm">{t(accept ? "answer.acceptConsequence" : "answer.rejectConsequence")}</Text>
      {accept && <RemedyList remedies={proposal.remedies} />}
      <Textarea label={t("answer.text")} description={t("answer.textHint")} value={text} onChange={(event) => setText(event.currentTarget.value)} autosize minRows={2} maxLength={10_000} />
    </ConfirmDialog>
  );
}
