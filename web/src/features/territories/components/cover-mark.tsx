import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Cover, CoverState } from "../coverage";
import classes from "./cover-mark.module.css";

/** The mark of a state: full, striped, half and empty, so that it does without colour. */
export function CoverSign({ state }: { state: CoverState }) {
  return <span aria-hidden="true" className={classes["sign"]} data-state={state} />;
}

/** How a region is covered: a mark to see, words to hear. Nothing while that is not known. */
export function CoverMark({ cover }: { cover: Cover | undefined }) {
  const { t } = useTranslation("territories");
  if (!cover) return null;
  return (
    <span title={t(`cover.${cover.state}`)} className={classes["mark"]}>
      <CoverSign state={cover.state} />
      <VisuallyHidden>{t(`cover.${cover.state}`)}</VisuallyHidden>
    </span>
  );
}
