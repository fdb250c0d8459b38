import { Skeleton, Stack } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useMay } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { RuleEditor } from "../components/rule-editor";
import { RuleHistory } from "../components/rule-history";
import { rulesQuery } from "../rule";

const route = getRouteApi("/shell/settings/rules/$rule");

/** One rule: what it goes by, a trial of other settings, and all that it went by before. */
export function RulePage() {
  const { t } = useTranslation(["rules", "common"]);
  const { rule: named } = route.useParams();
  const may = useMay();
  const [{ data, fetching, error }, again] = useQuery({ query: rulesQuery, requestPolicy: "cache-and-network" });
  const rule = data?.conflictRules.find((one) => one.rule === named);
  const back = (
    <TextLink to="/settings/rules" size="sm">
      {t("common:nav.rules")}
    </TextLink>
  );
  if (!rule) {
    return (
      <>
        <PageHeader title={t("rules:rule")} back={back} />
        {error ? (
          <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />
        ) : fetching ? (
          <Skeleton height={420} radius="lg" />
        ) : (
          <EmptyState icon="scale" title={t("rules:notFound")} hint={t("rules:notFoundHint")} />
        )}
      </>
    );
  }
  return (
    <>
      <PageHeader title={t(`common:conflict.rule.${rule.rule}`)} back={back} subtitle={`${t(`rules:about.${rule.rule}`)} ${t(`rules:moment.${rule.moment}`)}`} />
      <Stack gap="lg">
        {may("conflictRule", "update") && <RuleEditor key={`${rule.rule} ${rule.current.version} ${rule.history.length}`} rule={rule} />}
        <RuleHistory rule={rule} />
      </Stack>
    </>
  );
}
