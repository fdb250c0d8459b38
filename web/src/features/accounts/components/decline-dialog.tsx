import { Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { answerMutation } from "../lead";

/** Declines an offered lead, with a reason for the brand if one likes. */
export function DeclineDialog({ offerId, onClose }: { offerId: string; onClose: () => void }) {
  const { t } = useTranslation("accounts");
  const [{ fetching }, answer] = useMutation(answerMutation);
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<Fault>();
  const confirm = async () => {
    const result = await answer({ input: { id: offerId, accept: false, reason: reason.trim() || null } });
    if (result.error) return setFault(faultFrom(result.error));
    notifyDone(t("leads.declined"));
    onClose();
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={t("leads.declineTitle")} confirmLabel={t("leads.decline")} onConfirm={() => void confirm()} busy={fetching} fault={fault}>
      <Text size="sm">{t("leads.declineHint")}</Text>
      <Textarea label={t("leads.declineReason")} autosize minRows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </ConfirmDialog>
  );
}
