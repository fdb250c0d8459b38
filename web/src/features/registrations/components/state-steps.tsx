import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DateText, DateTimeText } from "~/shared/format/text";
import type { Registration, RegistrationState } from "../registration";
import classes from "./state-steps.module.css";

const steps = ["written", "review", "decision", "end"] as const;

/** At which step a state stands. */
const stepOf: Record<RegistrationState, number> = {
  DRAFT: 0,
  SUBMITTED: 1,
  IN_REVIEW: 1,
  ACTION_REQUIRED: 1,
  APPROVED: 2,
  EXTENDED: 2,
  REJECTED: 2,
  CONVERTED: 3,
  EXPIRED: 3,
  RELEASED: 3,
};

/** Where a registration is on its way: written, reviewed, decided, and what became of it. */
export function StateSteps({ registration }: { registration: Registration }) {
  const { t } = useTranslation("registrations");
  const { state, submittedAt, decidedAt, protectedUntil, convertedAt } = registration;
  const now = stepOf[state];
  const times = [
    submittedAt && <DateTimeText value={submittedAt} />,
    null,
    decidedAt && <DateTimeText value={decidedAt} />,
    state === "CONVERTED" ? <DateTimeText value={convertedAt} /> : state === "RELEASED" ? null : protectedUntil && <DateText value={protectedUntil} />,
  ];
  return (
    <ol className={classes["steps"]} aria-label={t("steps.label")}>
      {steps.map((step, index) => (
        <li key={step} data-state={index < now ? "done" : index === now ? "now" : "next"} aria-current={index === now ? "step" : undefined}>
          {index === now ? t(`state.${state}`) : t(`steps.${step}`)}
          {index < now && <VisuallyHidden> {t("steps.done")}</VisuallyHidden>}
          {times[index] && <span className={classes["at"]}>{times[index]}</span>}
        </li>
      ))}
    </ol>
  );
}
