import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { notifyDone } from "~/shared/ui/notify";
import { ReasonDialog } from "~/shared/ui/reason-dialog";
import { feedbackFragment, type Feedback } from "../feedback";

const withdrawMutation = graphql(
  `
    mutation WithdrawFeedback($input: WithdrawFeedbackInput!) {
      withdrawFeedback(input: $input) {
        feedback { ...FeedbackRow }
      }
    }
  `,
  [feedbackFragment],
);

/** Withdraws an answer that was a mistake; it stays to be seen, and counts no more. */
export function WithdrawDialog({ feedback, onClose }: { feedback: Feedback; onClose: () => void }) {
  const { t } = useTranslation("feedback");
  const localName = useLocalName();
  const [{ fetching }, withdraw] = useMutation(withdrawMutation);
  return (
    <ReasonDialog
      title={t("withdraw.title")}
      consequence={t("withdraw.consequence", { name: localName(feedback.distributor.name), csat: feedback.csat ?? "–", nps: feedback.nps ?? "–" })}
      reasonHint={t("withdraw.reasonHint")}
      confirmLabel={t("withdraw.confirm")}
      destructive
      busy={fetching}
      onClose={onClose}
      act={async (reason) => {
        const { data, error } = await withdraw({ input: { id: feedback.id, reason } });
        if (data) {
          notifyDone(t("withdraw.done"));
          onClose();
        }
        return error;
      }}
    />
  );
}
