import { Button, Kbd } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon, type IconName } from "~/shared/ui/icon";
import type { PairState } from "../pair";
import classes from "./decision-bar.module.css";

interface Props {
  state: PairState;
  canUndo: boolean;
  onLink(): void;
  onDifferent(): void;
  onSkip(): void;
  onUndo(): void;
  onPrevious(): void;
  onNext(): void;
}

/** What can be done with the pair in front. Each key has its button; buttons stay where they are, so that the focus does. */
export function DecisionBar({ state, canUndo, onLink, onDifferent, onSkip, onUndo, onPrevious, onNext }: Props) {
  const { t } = useTranslation("customers");
  return (
    <div className={classes["bar"]} role="group" aria-label={t("matches.decide")}>
      <Key letter="L" icon="link" label={t("matches.link")} variant="filled" pressed={state === "LINKED"} onClick={onLink} />
      <Key letter="N" icon="close" label={t("matches.different")} pressed={state === "DIFFERENT"} onClick={onDifferent} />
      <Key letter="S" icon="clock" label={t("matches.skip")} pressed={state === "SKIPPED"} onClick={onSkip} />
      <Key letter="U" icon="refresh" label={t("matches.undo")} onClick={onUndo} disabled={!canUndo} />
      <span className={classes["moves"]}>
        <Key letter="K" icon="arrowUp" label={t("matches.previous")} short onClick={onPrevious} />
        <Key letter="J" icon="arrowDown" label={t("matches.next")} short onClick={onNext} />
      </span>
    </div>
  );
}

interface KeyProps {
  letter: string;
  icon: IconName;
  label: string;
  variant?: string;
  pressed?: boolean;
  disabled?: boolean;
  /** The icon stands for the words. */
  short?: boolean;
  onClick(): void;
}

function Key({ letter, icon, label, variant = "default", pressed, disabled = false, short = false, onClick }: KeyProps) {
  return (
    <Button
      variant={variant}
      leftSection={short ? undefined : <Icon name={icon} size={16} />}
      className={classes["act"] ?? ""}
      {...(short && { "aria-label": label, title: label })}
      rightSection={
        <Kbd size="xs" className={classes["key"] ?? ""} aria-hidden="true">
          {letter}
        </Kbd>
      }
      aria-keyshortcuts={letter}
      aria-pressed={pressed}
      data-disabled={disabled || undefined}
      aria-disabled={disabled || undefined}
      onClick={() => !disabled && onClick()}
    >
      {short ? <Icon name={icon} size={16} /> : label}
    </Button>
  );
}
