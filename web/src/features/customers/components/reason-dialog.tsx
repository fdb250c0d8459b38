import { Text, Textarea } from "@mantine/core";
import type { CombinedError } from "@urql/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";

interface Props {
  title: string;
  /** What will happen. */
  consequence: ReactNode;
  reasonHint: string;
  confirmLabel: string;
  destructive?: boolean;
  busy: boolean;
  onClose(): void;
  /** Does it; gives the error when it failed. */
  act(reason: string): Promise<CombinedError | undefined>;
}

/** Asks once, and for the reason that is kept with the act. */
export function ReasonDialog({ title, consequence, reasonHint, confirmLabel, destructive = false, busy, onClose, act }: Props) {
  const { t } = useTranslation("customers");
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<Fault>();
  const confirm = async () => {
    const error = await act(reason.trim());
    setFault(error && faultFrom(error));
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={title} confirmLabel={confirmLabel} onConfirm={() => void confirm()} busy={busy} disabled={reason.trim() === ""} destructive={destructive} fault={fault}>
      <Text size="sm" component="div">
        {consequence}
      </Text>
      <Textarea label={t("reason")} description={reasonHint} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} autosize minRows={2} maxLength={500} data-autofocus />
    </ConfirmDialog>
  );
}
