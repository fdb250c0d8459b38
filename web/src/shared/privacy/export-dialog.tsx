import { Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { saveText } from "~/shared/download/save-text";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { graphql } from "~/shared/graphql/gql";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { notifyDone } from "~/shared/ui/notify";
import type { Whom } from "./whom";

const exportMutation = graphql(`
  mutation ExportPersonalData($input: ExportPersonalDataInput!) {
    exportPersonalData(input: $input) { document fileName }
  }
`);

/** Gives all that is held on a person as one file, after asking why. */
export function ExportDialog({ whom, name, onClose }: { whom: Whom; name: string; onClose: () => void }) {
  const { t } = useTranslation("privacy");
  const [{ fetching }, make] = useMutation(exportMutation);
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<Fault>();
  const confirm = async () => {
    setFault(undefined);
    const result = await make({ input: { ...whom, reason: reason.trim() } });
    if (result.data) {
      const { document, fileName } = result.data.exportPersonalData;
      saveText(fileName, document);
      notifyDone(t("export.done", { file: fileName }));
      onClose();
    } else setFault(result.error && faultFrom(result.error));
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={t("export.title", { name })} confirmLabel={t("export.confirm")} onConfirm={() => void confirm()} busy={fetching} disabled={reason.trim() === ""} fault={fault}>
      <Text size="sm">{t("export.consequence")}</Text>
      <Textarea label={t("reason")} description={t("export.reasonHint")} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} autosize minRows={2} maxLength={500} data-autofocus />
    </ConfirmDialog>
  );
}
