import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "~/shared/ui/icon";
import classes from "./steps.module.css";

const steps = ["file", "columns", "import", "result"] as const;
export type Step = (typeof steps)[number];

/** Where one is on the road from the file to the result. */
export function Steps({ at }: { at: Step }) {
  const { t } = useTranslation("intake");
  const now = steps.indexOf(at);
  return (
    <ol className={classes["steps"]} aria-label={t("steps.label")}>
      {steps.map((step, index) => (
        <li key={step} data-state={index < now ? "done" : index === now ? "now" : "next"} aria-current={index === now ? "step" : undefined}>
          <span className={classes["number"]} aria-hidden="true">
            {index < now ? <Icon name="check" size={14} /> : index + 1}
          </span>
          <span className={classes["label"]}>{t(`steps.${step}`)}</span>
          {index < now && <VisuallyHidden>{t("steps.done")}</VisuallyHidden>}
        </li>
      ))}
    </ol>
  );
}
