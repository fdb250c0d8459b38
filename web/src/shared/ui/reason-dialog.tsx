import { Text, Textarea } from "@mantine/core";
import type { CombinedError } from "@urql/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { ConfirmDialog } from "./confirm-dialog";

interface Props {
  title: string;
  /** What will happen. */
  consequence: ReactNode;
  reasonHint: string;
  confirmLabel: string;
  destructive?: boolean;
  /** How many characters the reason may have. */
  maxLength?: number;
  busy: boolean;
  /** More that must be chosen first. */
  incomplete?: boolean;
  children?: ReactNode;
  onClose(): void;
  /** Does it; gives the error when it failed. */
  act(reason: string): Promise<CombinedError | undefined>;
}

/** Asks once, and for the reason that is kept with the act. */
export function ReasonDialog({ title, consequence, reasonHint, confirmLabel, destructive = false, maxLength = 500, busy, incomplete = false, children, onClose, act }: Props) {
  const { t } = useTranslation("common");
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<Fault>();
  const confirm = async () => {
    const error = await act(reason.trim());
    setFault(error && faultFrom(error));
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={title} confirmLabel={confirmLabel} onConfirm={() => void confirm()} busy={busy} disabled={incomplete || reason.trim() === ""} destructive={destructive} fault={fault}>
      <Text size="sm" component="div">
        {consequence}
      </Text>
      {children}
      <Textarea label={t("reason")} description={reasonHint} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} autosize minRows={2} maxRows={10} maxLength={maxLength} data-autofocus />
    </ConfirmDialog>
  );
}
