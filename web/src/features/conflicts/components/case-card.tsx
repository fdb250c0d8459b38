import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DueText } from "~/shared/format/due-text";
import { DateRangeText, MoneyText } from "~/shared/format/text";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { useConflictTitle } from "~/shared/words/use-conflict-title";
import type { Card } from "../conflict";
import { usePartyName } from "../use-party-name";
import { Outcome } from "./outcome";
import { SeverityBadge } from "./severity-badge";
import classes from "./case-card.module.css";

interface Props {
  data: Card;
  /** Shows the state, too, where the place does not say it. */
  withState?: boolean;
}

/** A case in short: what, where and when, how much, between whom, and who acts until when. */
export function CaseCard({ data, withState = false }: Props) {
  const { t } = useTranslation(["conflicts", "common"]);
  const title = useConflictTitle();
  const partyName = usePartyName();
  const [asked] = data.asked;
  return (
    <article className={classes["card"]} data-severity={data.severity} data-case={data.id}>
      <div className={classes["top"]}>
        <SeverityBadge value={data.severity} />
        <span className={classes["amount"]}>
          <MoneyText value={data.amount} compact />
        </span>
      </div>
      <TextLink to="/conflicts/$conflictId" params={{ conflictId: data.id }} className={classes["title"] ?? ""}>
        {title(data)}
      </TextLink>
      <Text size="sm" c="dimmed" component="div">
        {t("conflicts:facts", { count: data.facts })}
        {data.happenedFrom && data.happenedUntil && (
          <>
            {" · "}
            <DateRangeText from={data.happenedFrom} until={data.happenedUntil} />
          </>
        )}
      </Text>
      <ul className={classes["parties"]} aria-label={t("conflicts:parties")}>
        {data.parties.map((party) => (
          <li key={party.label}>{partyName(party)}</li>
        ))}
      </ul>
      {withState && (
        <Text size="sm" fw={600}>
          {t(`common:conflict.state.${data.state}`)}
        </Text>
      )}
      {asked && (
        <Text size="sm" className={classes["asked"]} component="div">
          <Icon name="edit" size={15} /> {t(`conflicts:asked.${asked}`)}
        </Text>
      )}
      <div className={classes["foot"]}>
        {data.dueAt ? <DueText value={data.dueAt} /> : data.outcome ? <Outcome value={data.outcome} /> : <span />}
        <span className={classes["mediator"]}>{data.mediator ? data.mediator.name : data.isMediated ? "" : t("conflicts:nobody")}</span>
      </div>
    </article>
  );
}
