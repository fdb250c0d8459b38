import { Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { ButtonLink } from "~/shared/ui/link";
import { notifyDone } from "~/shared/ui/notify";
import { ReasonDialog } from "~/shared/ui/reason-dialog";
import type { Case } from "../case";

const upholdMutation = graphql(`
  mutation UpholdDecision($input: DecideAppealInput!) {
    decideAppeal(input: $input) {
      conflict { id state asked }
    }
  }
`);

/** The two answers to an appeal: the decision stands, or another takes its place. */
export function DecideAppeal({ data, onUphold }: { data: Case; onUphold: () => void }) {
  const { t } = useTranslation("conflicts");
  return (
    <Stack gap="sm">
      <Text size="sm">{t("uphold.hint")}</Text>
      <Group gap="xs">
        <Button onClick={onUphold}>{t("uphold.go")}</Button>
        <ButtonLink to="/conflicts/$conflictId/decide" params={{ conflictId: data.id }} search={{ as: "overturn" }} variant="default">
          {t("overturn.go")}
        </ButtonLink>
      </Group>
    </Stack>
  );
}

/** Turns an appeal down, with the reasons. */
export function UpholdDialog({ conflictId, onClose, onDone }: { conflictId: string; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation("conflicts");
  const [{ fetching }, decide] = useMutation(upholdMutation);
  const act = async (text: string) => {
    const result = await decide({ input: { conflictId, overturn: false, text } });
    if (!result.data) return result.error;
    notifyDone(t("uphold.done"));
    onClose();
    onDone();
    return undefined;
  };
  return <ReasonDialog maxLength={10_000} title={t("uphold.title")} consequence={t("uphold.consequence")} reasonHint={t("uphold.reasonHint")} confirmLabel={t("uphold.go")} busy={fetching} onClose={onClose} act={act} />;
}
