import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { formatPeriod } from "~/shared/format/period";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { notifyDone } from "~/shared/ui/notify";
import { ReasonDialog } from "~/shared/ui/reason-dialog";
import { monthFragment } from "../period";

const reopenMutation = graphql(
  `
    mutation ReopenPeriod($input: ReopenPeriodInput!) {
      reopenPeriod(input: $input) {
        period { ...AccountingMonth }
      }
    }
  `,
  [monthFragment],
);

/** Asks to open a closed month again, with the reason that the second person reads and the audit log keeps. */
export function ReopenDialog({ period, onClose }: { period: string; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const language = useLanguage();
  const [{ fetching }, reopen] = useMutation(reopenMutation);
  const month = formatPeriod(period, language);
  return (
    <ReasonDialog
      title={t("reopen.title", { month })}
      consequence={t("reopen.consequence", { month })}
      reasonHint={t("reopen.reasonHint")}
      confirmLabel={t("reopen.confirm")}
      busy={fetching}
      onClose={onClose}
      act={async (reason) => {
        const { data, error } = await reopen({ input: { period, reason } });
        if (data) {
          notifyDone(t("reopen.asked", { month }));
          onClose();
        }
        return error;
      }}
    />
  );
}
