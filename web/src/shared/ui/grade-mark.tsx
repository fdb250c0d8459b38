import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./grade-mark.module.css";

/** A scorecard's letter as a seal. */
export function GradeMark({ grade, size = 44 }: { grade: "A" | "B" | "C" | "D" | null; size?: number }) {
  const { t } = useTranslation();
  return (
    <span className={classes["mark"]} data-grade={grade ?? "none"} style={{ width: size, height: size, fontSize: size * 0.5 }}>
      <span aria-hidden="true">{grade ?? "–"}</span>
      <VisuallyHidden>{grade ? t("grade.of", { grade }) : t("grade.none")}</VisuallyHidden>
    </span>
  );
}
