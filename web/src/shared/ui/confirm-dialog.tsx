import { Button, Group, Modal, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Fault } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { markFirst } from "./mark-first";
import { useFocusBack } from "./use-focus-back";

interface Props {
  /** Kept in the URL by the caller. */
  opened: boolean;
  onClose(): void;
  title: string;
  /** The consequence, in numbers: "voids 42 lines, −12,300.00 EUR in March". */
  children: ReactNode;
  /** What the button does, as a verb. */
  confirmLabel: string;
  onConfirm(): void;
  busy?: boolean;
  disabled?: boolean;
  destructive?: boolean;
  fault?: Fault | undefined;
  /** Wide enough for a table. */
  wide?: boolean;
}

/** Asks once before an act that is hard to undo. */
export function ConfirmDialog({ opened, onClose, title, children, confirmLabel, onConfirm, busy = false, disabled = false, destructive = false, fault, wide = false }: Props) {
  useFocusBack();
  const { t } = useTranslation();
  return (
    <Modal size={wide ? "xl" : "md"} opened={opened} onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("action.close") }}>
      <form
        ref={markFirst}
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm();
        }}
      >
        <Stack gap="md">
          {fault && <FaultAlert fault={fault} />}
          {children}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} data-harmless>
              {t("action.cancel")}
            </Button>
            <Button type="submit" color={destructive ? "red" : undefined} loading={busy} disabled={disabled}>
              {confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
