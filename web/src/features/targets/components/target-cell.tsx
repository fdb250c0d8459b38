import { TextInput, VisuallyHidden } from "@mantine/core";
import { useCallback, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { readDecimal } from "~/shared/format/decimal";
import { formatDecimal } from "~/shared/format/format";
import { NoData } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import type { Amount } from "../target";
import classes from "./target-grid.module.css";

interface Props {
  /** Whose target of which period, as the field's name. */
  label: string;
  amount: Amount | undefined;
  editable: boolean;
  /** Sets the amount; null takes it away. Gives what went wrong, in words. */
  onSet(amount: string | null): Promise<string | undefined>;
}

/** One target. Enter or a click edits it in place, Enter saves, Escape leaves it, and a blank one is taken away. */
export function TargetCell({ label, amount, editable, onSet }: Props) {
  const { t } = useTranslation("targets");
  const language = useLanguage();
  const [typed, setTyped] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const button = useRef<HTMLButtonElement>(null);
  // The field takes the place of the button that was pressed, so it takes its focus, too.
  const takeFocus = useCallback((field: HTMLInputElement | null) => field?.focus(), []);
  const text = amount && formatDecimal(amount.amount, language);
  const origin = amount && amount.origin !== "set" ? t(`origin.${amount.origin}`) : undefined;
  const shown = amount ? (
    <span data-origin={amount.origin} className={classes["amount"]} title={origin}>
      {text}
      {origin && <VisuallyHidden>{`, ${origin}`}</VisuallyHidden>}
    </span>
  ) : (
    <NoData />
  );
  if (!editable) return shown;

  const leave = () => {
    setTyped(undefined);
    setFault(undefined);
    // The button is drawn again once the field is gone.
    requestAnimationFrame(() => button.current?.focus());
  };
  const save = async () => {
    if (typed === undefined || busy) return;
    const plain = typed.trim();
    const value = plain === "" ? null : readDecimal(plain);
    if (value === undefined) {
      setFault(t("needNumber"));
      return;
    }
    const before = amount?.origin === "set" ? amount.amount : null;
    if (value === before) {
      leave();
      return;
    }
    setBusy(true);
    const failed = await onSet(value);
    setBusy(false);
    if (failed) setFault(failed);
    else leave();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      void save();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      leave();
    }
  };
  if (typed !== undefined) {
    return (
      <TextInput
        aria-label={label}
        inputMode="decimal"
        size="xs"
        className={classes["field"] ?? ""}
        value={typed}
        error={fault}
        disabled={busy}
        ref={takeFocus}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => void save()}
      />
    );
  }
  return (
    <button ref={button} type="button" className={classes["cell"]} onClick={() => setTyped(amount?.origin === "set" ? amount.amount.replace(/\.0+$/, "") : "")}>
      {shown}
      <VisuallyHidden>{`, ${t("edit", { what: label })}`}</VisuallyHidden>
    </button>
  );
}
