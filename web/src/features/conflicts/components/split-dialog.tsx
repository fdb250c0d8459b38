import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { notifyDone } from "~/shared/ui/notify";
import { ReasonDialog } from "~/shared/ui/reason-dialog";
import type { Case, Evidence } from "../case";
import { EvidenceChoice } from "./evidence-choice";

const splitMutation = graphql(`
  mutation SplitConflict($input: SplitConflictInput!) {
    splitConflict(input: $input) {
      conflict { id }
    }
  }
`);

/** Takes pieces of evidence out into a case of their own. */
export function SplitDialog({ data, evidence, onClose }: { data: Case; evidence: readonly Evidence[]; onClose: () => void }) {
  const { t } = useTranslation("conflicts");
  const navigate = useNavigate();
  const [{ fetching }, split] = useMutation(splitMutation);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const holding = evidence.filter(({ withdrawnAt }) => !withdrawnAt);
  const act = async (reason: string) => {
    const result = await split({ input: { conflictId: data.id, evidenceIds: [...chosen], reason } });
    if (!result.data) return result.error;
    notifyDone(t("split.done", { count: chosen.length }));
    await navigate({ to: "/conflicts/$conflictId", params: { conflictId: result.data.splitConflict.conflict.id }, search: {} });
    return undefined;
  };
  return (
    <ReasonDialog maxLength={10_000} title={t("split.title")} consequence={t("split.consequence", { count: chosen.length, rest: holding.length - chosen.length })} reasonHint={t("split.reasonHint")} confirmLabel={t("split.go")} busy={fetching} incomplete={chosen.length === 0 || chosen.length === holding.length} onClose={onClose} act={act}>
      <EvidenceChoice label={t("split.which")} evidence={holding} value={chosen} onChange={setChosen} />
    </ReasonDialog>
  );
}
