import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./icon";

interface Props {
  label: string;
  value: string | undefined;
  /** Called when typing pauses, or at once when the field is cleared. */
  onChange(value: string | undefined): void;
}

/** The search of a list. The key / focuses the first one of a page. */
export function SearchField({ label, value, onChange }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value ?? "");
  const [known, setKnown] = useState(value);
  if (known !== value) {
    // The URL changed by itself, as by the back button.
    setKnown(value);
    if ((value ?? "") !== typed.trim()) setTyped(value ?? "");
  }
  const later = useDebouncedCallback((text: string) => onChange(text.trim() || undefined), 300);
  return (
    <TextInput
      type="search"
      data-search-field
      aria-label={label}
      placeholder={label}
      leftSection={<Icon name="search" size={16} />}
      rightSection={
        typed ? (
          <CloseButton
            size="sm"
            aria-label={t("action.clear")}
            onClick={() => {
              setTyped("");
              onChange(undefined);
            }}
          />
        ) : undefined
      }
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        later(event.currentTarget.value);
      }}
    />
  );
}
