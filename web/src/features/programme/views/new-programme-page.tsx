import { Skeleton } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useMay, useViewer } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { ProgrammeEditor } from "../components/programme-editor";
import { currentOf, definitionsQuery, programmesQuery } from "../programme";

const route = getRouteApi("/shell/programme/new");

/** A programme in the making, begun from the version in force or from a chosen one. */
export function NewProgrammePage() {
  const { t } = useTranslation(["programme", "common"]);
  const { base } = route.useSearch();
  const { today } = useViewer();
  const may = useMay();
  const allowed = may("programme", "simulate") || may("programme", "update");
  const [{ data, error, fetching }, again] = useQuery({ query: programmesQuery, variables: { first: 25 }, pause: !allowed });
  const [{ data: known, error: unknown }, askAgain] = useQuery({ query: definitionsQuery, pause: !allowed });
  const all = data?.scorecardProgrammes.edges.map((edge) => edge.node) ?? [];
  const from = all.find((one) => String(one.version) === base) ?? currentOf(all, today);
  const back = <TextLink to="/programme">{t("common:nav.programme")}</TextLink>;
  const failed = error ?? unknown;
  if (!allowed) {
    return (
      <>
        <PageHeader title={t("programme:new")} back={back} />
        <EmptyState icon="score" title={t("programme:forbidden")} hint={t("programme:forbiddenHint")} />
      </>
    );
  }
  return (
    <>
      <PageHeader title={t("programme:new")} back={back} subtitle={from ? t("programme:begun", { version: from.version }) : undefined} />
      {failed && !(data && known) && (
        <FaultAlert
          fault={faultFrom(failed)}
          retrying={fetching}
          onRetry={() => {
            again({ requestPolicy: "network-only" });
            askAgain({ requestPolicy: "network-only" });
          }}
        />
      )}
      {!failed && !(data && known) && <Skeleton height={520} radius="lg" />}
      {data && known && <ProgrammeEditor key={from?.version ?? 0} base={from} definitions={known.metricDefinitions} />}
    </>
  );
}
