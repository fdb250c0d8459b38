import { Alert, Badge, Skeleton, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { DateRangeText, DateTimeText, MoneyText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useEvents } from "~/shared/live/events";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { EmptyState } from "~/shared/ui/empty-state";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { useConflictTitle } from "~/shared/words/use-conflict-title";
import { caseFragment } from "../case";
import { AskedPanel } from "../components/asked-panel";
import { CaseActions } from "../components/case-actions";
import { CaseDialogs } from "../components/case-dialogs";
import { ChangesPanel } from "../components/changes-panel";
import { DecisionsPanel } from "../components/decisions-panel";
import { EvidencePanel } from "../components/evidence-panel";
import { MessagesPanel } from "../components/messages-panel";
import { PartiesPanel } from "../components/parties-panel";
import { PricePanel } from "../components/price-panel";
import { RelatedPanel } from "../components/related-panel";
import { SeverityBadge } from "../components/severity-badge";
import { Standing } from "../components/standing";
import { StatementsPanel } from "../components/statements-panel";
import { TerritoryPanel } from "../components/territory-panel";
import { TimelinePanel } from "../components/timeline-panel";
import { PartiesContext } from "../parties-context";
import { useEvidence } from "../use-evidence";
import classes from "./conflict-page.module.css";

const caseQuery = graphql(
  `
    query Conflict($id: ID!) {
      conflict(id: $id) { ...Case }
    }
  `,
  [caseFragment],
);

const route = getRouteApi("/shell/conflicts/$conflictId");

/** One case: what is asked, what the rule saw, what the parties say, what was decided and what that changed. */
export function ConflictPage() {
  const { t } = useTranslation(["conflicts", "common"]);
  const title = useConflictTitle();
  const { conflictId } = route.useParams();
  const search = route.useSearch();
  const go = useListNavigation();
  const [round, setRound] = useState(0);
  const [{ data, error, fetching }, again] = useQuery({ query: caseQuery, variables: { id: conflictId }, requestPolicy: "cache-and-network" });
  const { rows: evidence, complete } = useEvidence(conflictId, round);
  const refresh = () => {
    again({ requestPolicy: "network-only" });
    setRound((before) => before + 1);
  };
  useEvents(["CONFLICT"], (events) => {
    if (events.some(({ kind, subjectId }) => kind === "RESYNC" || subjectId === null || subjectId === conflictId)) refresh();
  });
  const conflict = data?.conflict;
  const back = (
    <TextLink to="/conflicts" size="sm">
      {t("common:nav.conflicts")}
    </TextLink>
  );
  if (!conflict) {
    return (
      <>
        <PageHeader title={t("conflicts:case")} back={back} />
        {error ? (
          <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={refresh} />
        ) : data ? (
          <EmptyState icon="scale" title={t("conflicts:notFound")} hint={t("conflicts:notFoundHint")} />
        ) : (
          <Skeleton height={420} radius="lg" />
        )}
      </>
    );
  }
  return (
    <PartiesContext key={conflict.id} value={conflict.parties}>
      <PageHeader
        title={title(conflict)}
        back={back}
        subtitle={
          <span className={classes["facts"]}>
            <SeverityBadge value={conflict.severity} />
            {conflict.rule !== "MANUAL" && <Badge color={conflict.mode === "ENFORCED" ? "red" : "gray"}>{t(`conflicts:mode.${conflict.mode}`)}</Badge>}
            <MoneyText value={conflict.amount} />
            <span>{t("conflicts:facts", { count: conflict.facts })}</span>
            {conflict.happenedFrom && conflict.happenedUntil && <DateRangeText from={conflict.happenedFrom} until={conflict.happenedUntil} />}
            <span>
              {t("conflicts:openedOn")} <DateTimeText value={conflict.openedAt} />
            </span>
            {conflict.forms.map((form) => (
              <Badge key={form} color="yellow">
                {t(`conflicts:form.${form}`)}
              </Badge>
            ))}
          </span>
        }
        actions={<CaseActions data={conflict} go={go} />}
      />
      {error && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={refresh} />}
      {conflict.mergedInto && (
        <Alert mb="md" color="blue" icon={<Icon name="info" />} title={t("conflicts:merge.merged")}>
          <TextLink to="/conflicts/$conflictId" params={{ conflictId: conflict.mergedInto.id }} size="sm">
            {t("conflicts:merge.open")}
          </TextLink>
        </Alert>
      )}
      <div className={classes["stack"]}>
        <Standing data={conflict} />
        {conflict.legalBasis && (
          <Text size="sm" c="dimmed">
            {t(conflict.jurisdiction ? "conflicts:basisIn" : "conflicts:basis", { basis: conflict.legalBasis, jurisdiction: conflict.jurisdiction })}
          </Text>
        )}
        <AskedPanel data={conflict} go={go} onDone={refresh} />
        <div className={classes["layout"]}>
          <div className={classes["main"]}>
            <ChangesPanel data={conflict} />
            <EvidencePanel evidence={evidence} complete={complete} go={go} />
            {evidence && <PricePanel evidence={evidence} currency={conflict.amount.currency} />}
            {conflict.state !== "OPEN" && <StatementsPanel data={conflict} />}
            {conflict.decisions.length > 0 && <DecisionsPanel decisions={conflict.decisions} />}
            {conflict.state !== "OPEN" && <MessagesPanel data={conflict} round={round} />}
          </div>
          <div className={classes["side"]}>
            <PartiesPanel data={conflict} />
            {evidence && <TerritoryPanel data={conflict} evidence={evidence} />}
            <TimelinePanel conflictId={conflict.id} round={round} />
            <RelatedPanel conflictId={conflict.id} />
          </div>
        </div>
      </div>
      <CaseDialogs data={conflict} evidence={evidence} search={search} go={go} onDone={refresh} />
    </PartiesContext>
  );
}
