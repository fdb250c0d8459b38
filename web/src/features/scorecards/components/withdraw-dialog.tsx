import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { useMetricName } from "~/shared/format/metric";
import { graphql } from "~/shared/graphql/gql";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { contestFragment, type Contest } from "../contest";

const withdrawMutation = graphql(
  `
    mutation WithdrawContest($input: WithdrawContestInput!) {
      withdrawContest(input: $input) { contest { ...Contest } }
    }
  `,
  [contestFragment],
);

/** Takes a contest back, after asking once. */
export function WithdrawDialog({ contest, onClose }: { contest: Contest; onClose: () => void }) {
  const { t } = useTranslation("scorecards");
  const metricName = useMetricName();
  const [fault, setFault] = useState<Fault>();
  const [{ fetching }, run] = useMutation(withdrawMutation);
  const withdraw = async () => {
    const result = await run({ input: { id: contest.id } });
    if (result.data) {
      notifyDone(t("contest.withdrawDone"));
      onClose();
    } else setFault(result.error && faultFrom(result.error));
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={t("contest.withdrawTitle")} confirmLabel={t("contest.withdraw")} onConfirm={() => void withdraw()} busy={fetching} fault={fault}>
      <Text size="sm">{t("contest.withdrawConsequence", { name: metricName(contest.metric) })}</Text>
    </ConfirmDialog>
  );
}
