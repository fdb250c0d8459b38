import { Skeleton } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { graphql } from "~/shared/graphql/gql";
import { EmptyState } from "~/shared/ui/empty-state";
import { TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { useConflictTitle } from "~/shared/words/use-conflict-title";
import { caseFragment } from "../case";
import { DecisionEditor } from "../components/decision-editor";
import { PartiesContext } from "../parties-context";
import { useEvidence } from "../use-evidence";

const caseQuery = graphql(
  `
    query DecideConflict($id: ID!) {
      conflict(id: $id) { ...Case }
    }
  `,
  [caseFragment],
);

const route = getRouteApi("/shell/conflicts/$conflictId/decide");

/** Where a proposal, a ruling or what takes an overturned decision's place is written, with what it would change beside it. */
export function DecidePage() {
  const { t } = useTranslation("conflicts");
  const title = useConflictTitle();
  const { conflictId } = route.useParams();
  const { as = "proposal" } = route.useSearch();
  const [{ data, error, fetching }, again] = useQuery({ query: caseQuery, variables: { id: conflictId }, requestPolicy: "cache-and-network" });
  const { rows: evidence } = useEvidence(conflictId, 0);
  const conflict = data?.conflict;
  const may = conflict && { proposal: conflict.canPropose, ruling: conflict.canRule, overturn: conflict.canDecideAppeal }[as];
  return (
    <>
      <PageHeader
        title={t(`editor.title.${as}`)}
        subtitle={conflict && title(conflict)}
        back={
          <TextLink to="/conflicts/$conflictId" params={{ conflictId }} size="sm">
            {t("editor.back")}
          </TextLink>
        }
      />
      {error && !conflict && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {(!data || !evidence) && !error && <Skeleton height={420} radius="lg" />}
      {data && !conflict && <EmptyState icon="scale" title={t("notFound")} hint={t("notFoundHint")} />}
      {conflict && !may && <EmptyState icon="scale" title={t("editor.notNow")} hint={t("editor.notNowHint")} />}
      {conflict && may && evidence && (
        <PartiesContext value={conflict.parties}>
          <DecisionEditor key={as} data={conflict} evidence={evidence} as={as} />
        </PartiesContext>
      )}
    </>
  );
}
