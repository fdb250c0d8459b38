import { Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { formatDate } from "~/shared/format/format";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { shareFragment, type ShareRow } from "../share";

const revokeMutation = graphql(
  `
    mutation RevokeShare($input: RevokeShareInput!) {
      revokeShare(input: $input) {
        share { ...ShareRow }
      }
    }
  `,
  [shareFragment],
);

/** Takes a share back, after saying what closes. */
export function RevokeDialog({ share, onClose }: { share: ShareRow; onClose: () => void }) {
  const { t } = useTranslation("accounts");
  const language = useLanguage();
  const [{ fetching }, revoke] = useMutation(revokeMutation);
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<Fault>();
  const confirm = async () => {
    const result = await revoke({ input: { id: share.id, reason: reason.trim() } });
    if (result.error) return setFault(faultFrom(result.error));
    notifyDone(t("share.revoked"));
    onClose();
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={t("share.revokeTitle")} confirmLabel={t("share.revokeConfirm")} onConfirm={() => void confirm()} busy={fetching} disabled={reason.trim() === ""} destructive fault={fault}>
      <Text size="sm">{t("share.revokeHint", { level: t(`share.level.${share.level}`), until: formatDate(share.endsOn, language) })}</Text>
      <Textarea label={t("share.revokeReason")} required autosize minRows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </ConfirmDialog>
  );
}
