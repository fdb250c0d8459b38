import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./figure.module.css";

interface Props {
  label: string;
  /** Attainment in per cent; null without data or target. */
  percent: number | null;
  /** The share as a person reads it. */
  text: string;
}

/** A bar against its target, which is the mark at 100 %. What goes beyond the target is drawn to 130 %. */
export function TargetBar({ label, percent, text }: Props) {
  const { t } = useTranslation();
  if (percent === null) return <span className={classes["quiet"]}>{t("figure.noTarget")}</span>;
  const end = 130;
  const share = (Math.min(Math.max(percent, 0), end) / end) * 100;
  return (
    <span className={classes["bar"]} data-reached={percent >= 100 || undefined}>
      <span aria-hidden="true" className={classes["track"]}>
        <span className={classes["fill"]} style={{ width: `${share}%` }} />
        <span className={classes["mark"]} style={{ insetInlineStart: `${(100 / end) * 100}%` }} />
      </span>
      <VisuallyHidden>{t("figure.bar", { label, value: text })}</VisuallyHidden>
    </span>
  );
}
