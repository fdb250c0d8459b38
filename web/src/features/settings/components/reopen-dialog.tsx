import { Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { formatPeriod } from "~/shared/format/period";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { notifyDone } from "~/shared/ui/notify";

const reopenMutation = graphql(`
  mutation ReopenPeriod($input: ReopenPeriodInput!) {
    reopenPeriod(input: $input) {
      period { period closed closedAt closedBy { id name } }
    }
  }
`);

/** Opens a closed month again, with the reason that the audit log keeps. */
export function ReopenDialog({ period, onClose }: { period: string; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const language = useLanguage();
  const [{ fetching }, reopen] = useMutation(reopenMutation);
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<Fault>();
  const month = formatPeriod(period, language);
  const confirm = async () => {
    const result = await reopen({ input: { period, reason: reason.trim() } });
    if (result.data) {
      notifyDone(t("reopen.done", { month }));
      onClose();
    } else setFault(result.error && faultFrom(result.error));
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={t("reopen.title", { month })} confirmLabel={t("reopen.confirm")} onConfirm={() => void confirm()} busy={fetching} disabled={reason.trim() === ""} destructive fault={fault}>
      <Text size="sm">{t("reopen.consequence", { month })}</Text>
      <Textarea label={t("reopen.reason")} description={t("reopen.reasonHint")} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} autosize minRows={2} />
    </ConfirmDialog>
  );
}
