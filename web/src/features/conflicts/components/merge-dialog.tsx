import { Radio, Skeleton, Stack, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { notifyDone } from "~/shared/ui/notify";
import { ReasonDialog } from "~/shared/ui/reason-dialog";
import { useConflictTitle } from "~/shared/words/use-conflict-title";
import type { Case } from "../case";
import { cardFragment } from "../conflict";

const othersQuery = graphql(
  `
    query MergeableConflicts($id: ID!) {
      conflict(id: $id) {
        id
        related(first: 20) { ...ConflictCard }
      }
    }
  `,
  [cardFragment],
);

const mergeMutation = graphql(`
  mutation MergeConflicts($input: MergeConflictsInput!) {
    mergeConflicts(input: $input) {
      conflict { id facts }
    }
  }
`);

/** Makes the case part of one that is like it and still runs. */
export function MergeDialog({ data, onClose }: { data: Case; onClose: () => void }) {
  const { t } = useTranslation(["conflicts", "common"]);
  const navigate = useNavigate();
  const title = useConflictTitle();
  const [{ data: found }] = useQuery({ query: othersQuery, variables: { id: data.id }, requestPolicy: "network-only" });
  const [{ fetching }, merge] = useMutation(mergeMutation);
  const [into, setInto] = useState("");
  const others = found?.conflict?.related.filter((one) => one.rule === data.rule && !["RESOLVED", "APPEALED", "DISMISSED", "CLOSED"].includes(one.state));
  const act = async (reason: string) => {
    const result = await merge({ input: { fromId: data.id, intoId: into, reason } });
    if (!result.data) return result.error;
    notifyDone(t("conflicts:merge.done"));
    await navigate({ to: "/conflicts/$conflictId", params: { conflictId: into }, search: {} });
    return undefined;
  };
  return (
    <ReasonDialog maxLength={10_000} title={t("conflicts:merge.title")} consequence={t("conflicts:merge.consequence", { count: data.facts })} reasonHint={t("conflicts:merge.reasonHint")} confirmLabel={t("conflicts:merge.go")} busy={fetching} incomplete={!into} onClose={onClose} act={act}>
      {!others && <Skeleton height={60} />}
      {others?.length === 0 && <Text size="sm">{t("conflicts:merge.none")}</Text>}
      {others && others.length > 0 && (
        <Radio.Group label={t("conflicts:merge.into")} value={into} onChange={setInto}>
          <Stack gap="xs" mt="xs">
            {others.map((one) => (
              <Radio key={one.id} value={one.id} label={title(one)} description={t("conflicts:merge.one", { state: t(`common:conflict.state.${one.state}`), facts: t("conflicts:facts", { count: one.facts }) })} />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </ReasonDialog>
  );
}
