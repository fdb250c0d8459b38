import { Button, Group, MantineThemeProvider, Modal, Stack, type ModalProps } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Fault } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { markFirst } from "./mark-first";
import { useFocusBack } from "./use-focus-back";

interface Props {
  title: string;
  onClose(): void;
  onSubmit(event: FormEvent<HTMLFormElement>): void;
  /** What the button does, as a verb; "Save" unless told. */
  submitLabel?: string;
  busy: boolean;
  disabled?: boolean;
  /** What belongs to no field. */
  fault?: Fault | undefined;
  size?: ModalProps["size"];
  children: ReactNode;
}

// Hints stand below their fields, so that fields side by side stay level.
const level = { components: { InputWrapper: { defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"] } } } };

/** A form in a dialog that the URL opens. */
export function FormDialog({ title, onClose, onSubmit, submitLabel, busy, disabled = false, fault, size = "md", children }: Props) {
  useFocusBack();
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} size={size} title={title} closeButtonProps={{ "aria-label": t("action.close") }}>
      <form ref={markFirst} onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          {fault && <FaultAlert fault={fault} />}
          <MantineThemeProvider theme={level}>{children}</MantineThemeProvider>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose} data-harmless>
              {t("action.cancel")}
            </Button>
            <Button type="submit" loading={busy} disabled={disabled}>
              {submitLabel ?? t("action.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
