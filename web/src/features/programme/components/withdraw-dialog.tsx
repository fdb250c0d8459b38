import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { formatDate } from "~/shared/format/format";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { notifyDone } from "~/shared/ui/notify";
import { ReasonDialog } from "~/shared/ui/reason-dialog";
import { programmeFragment, type Programme } from "../programme";

const withdrawMutation = graphql(
  `
    mutation WithdrawProgramme($input: WithdrawScorecardProgrammeInput!) {
      withdrawScorecardProgramme(input: $input) {
        programme { ...ProgrammeFacts }
      }
    }
  `,
  [programmeFragment],
);

/** Withdraws a version before its day, with the reason that the audit log keeps. */
export function WithdrawDialog({ programme, onClose }: { programme: Programme; onClose: () => void }) {
  const { t } = useTranslation("programme");
  const language = useLanguage();
  const [{ fetching }, withdraw] = useMutation(withdrawMutation);
  const { version, from } = programme;
  return (
    <ReasonDialog
      title={t("withdraw.title", { version })}
      consequence={t("withdraw.consequence", { from: formatDate(from, language) })}
      reasonHint={t("withdraw.reasonHint")}
      confirmLabel={t("withdraw.confirm")}
      destructive
      busy={fetching}
      onClose={onClose}
      act={async (reason) => {
        const { data, error } = await withdraw({ input: { version, reason } });
        if (data) {
          notifyDone(t("withdraw.done", { version }));
          onClose();
        }
        return error;
      }}
    />
  );
}
