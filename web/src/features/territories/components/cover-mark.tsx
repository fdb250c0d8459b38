import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useViewer } from "~/shared/session/viewer";
import type { Cover, CoverState } from "../coverage";
import classes from "./cover-mark.module.css";

/** The mark of a state: full, striped, half and empty, so that it does without colour. */
export function CoverSign({ state }: { state: CoverState }) {
  return <span aria-hidden="true" className={classes["sign"]} data-state={state} />;
}

/** Gives the words for a state. A distributor sees its own assignments alone, so elsewhere is not its own, whoever's it may be. */
export function useCoverWord(): (state: CoverState) => string {
  const { t } = useTranslation("territories");
  const { distributor } = useViewer();
  return (state) => (distributor && state === "open" ? t("cover.notMine") : t(`cover.${state}`));
}

/** How a region is covered: a mark to see, words to hear. Nothing while that is not known. */
export function CoverMark({ cover }: { cover: Cover | undefined }) {
  const word = useCoverWord();
  if (!cover) return null;
  return (
    <span title={word(cover.state)} className={classes["mark"]}>
      <CoverSign state={cover.state} />
      <VisuallyHidden>{word(cover.state)}</VisuallyHidden>
    </span>
  );
}
