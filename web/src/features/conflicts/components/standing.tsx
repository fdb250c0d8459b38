import { Badge, Paper, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DueText } from "~/shared/format/due-text";
import { DateTimeText } from "~/shared/format/text";
import { useViewer } from "~/shared/session/viewer";
import type { Case } from "../case";
import { stepsOf, type Step } from "../steps";
import classes from "./standing.module.css";
import { Outcome } from "./outcome";

/** Where the case stands on its way, and the clock: who acts until when. */
export function Standing({ data }: { data: Case }) {
  const { t } = useTranslation(["conflicts", "common"]);
  const { organization } = useViewer();
  const way = stepsOf({ state: data.state, outcome: data.outcome, asParty: organization.kind === "DISTRIBUTOR" });
  const name = (step: Step) => (step === "DECIDED" ? t("conflicts:decided") : t(`common:conflict.state.${step}`));
  return (
    <Paper component="section" aria-label={t("conflicts:standing")} p={{ base: "md", sm: "lg" }} bg="var(--portal-surface)">
      {way && (
        <>
          <ol className={classes["steps"]}>
            {way.steps.map((step, index) => (
              <li key={step} data-done={index < way.at || undefined} {...(index === way.at && { "aria-current": "step" as const })}>
                {name(step)}
              </li>
            ))}
          </ol>
          <Text size="sm" c="dimmed" className={classes["short"] ?? ""}>
            {t("conflicts:stepOf", { step: way.at + 1, steps: way.steps.length })}
          </Text>
        </>
      )}
      <div className={classes["clock"]}>
        <Text fw={650} size="lg" data-state={data.state}>
          {t(`common:conflict.state.${data.state}`)}
        </Text>
        <Text component="div">{data.outcome && !data.dueAt ? <Outcome value={data.outcome} /> : t(`conflicts:who.${data.state}`)}</Text>
        {data.dueAt && (
          <Text component="div" size="sm">
            <DueText value={data.dueAt} /> · <DateTimeText value={data.dueAt} />
          </Text>
        )}
        {data.escalations > 0 && <Badge color="red">{t("conflicts:escalated", { count: data.escalations })}</Badge>}
      </div>
    </Paper>
  );
}
