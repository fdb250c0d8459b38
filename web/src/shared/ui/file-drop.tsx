import { Button, Stack, Text } from "@mantine/core";
import { useId, useRef, useState, type ReactNode } from "react";
import { Icon } from "./icon";
import classes from "./file-drop.module.css";

interface Props {
  /** What to drop. */
  title: string;
  /** Which files are fine. */
  hint: ReactNode;
  /** The words of the button that opens the file chooser. */
  buttonLabel: string;
  /** As the attribute of a file input: ".csv,.xlsx". */
  accept: string;
  disabled?: boolean;
  onFile(file: File): void;
}

/** Takes one file, dropped or chosen. The button is the way for keyboards and screen readers. */
export function FileDrop({ title, hint, buttonLabel, accept, disabled = false, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const hintId = useId();
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file && !disabled) onFile(file);
  };
  return (
    <div
      className={classes["drop"]}
      data-over={over || undefined}
      data-disabled={disabled || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <Stack align="center" gap="xs">
        <span className={classes["sign"]}>
          <Icon name="upload" size={26} />
        </span>
        <Text fw={600} size="lg" ta="center">
          {title}
        </Text>
        <Text id={hintId} size="sm" c="dimmed" ta="center" component="div" maw={520}>
          {hint}
        </Text>
        <Button mt="xs" onClick={() => input.current?.click()} disabled={disabled} aria-describedby={hintId}>
          {buttonLabel}
        </Button>
      </Stack>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}
