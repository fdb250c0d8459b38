import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { notifyDone } from "~/shared/ui/notify";
import { ReasonDialog } from "~/shared/ui/reason-dialog";
import { namesOf, recordFragment, type TrainingRecord } from "../training";

const withdrawMutation = graphql(
  `
    mutation WithdrawTraining($input: WithdrawTrainingInput!) {
      withdrawTraining(input: $input) {
        record { ...TrainingRow }
      }
    }
  `,
  [recordFragment],
);

/** Withdraws a record that was a mistake; it stays to be seen, and counts no more. */
export function WithdrawDialog({ record, onClose }: { record: TrainingRecord; onClose: () => void }) {
  const { t } = useTranslation("training");
  const localName = useLocalName();
  const [{ fetching }, withdraw] = useMutation(withdrawMutation);
  return (
    <ReasonDialog
      title={t("withdraw.title")}
      consequence={t("withdraw.consequence", { trainee: record.trainee, course: localName(namesOf(record.course)), name: localName(record.distributor.name) })}
      reasonHint={t("withdraw.reasonHint")}
      confirmLabel={t("withdraw.confirm")}
      destructive
      busy={fetching}
      onClose={onClose}
      act={async (reason) => {
        const { data, error } = await withdraw({ input: { id: record.id, reason } });
        if (data) {
          notifyDone(t("withdraw.done"));
          onClose();
        }
        return error;
      }}
    />
  );
}
