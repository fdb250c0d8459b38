import { Select, Skeleton, Stack } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useViewer } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { CategoryPanel } from "../components/category-panel";
import { PrivacyHeader } from "../components/privacy-header";
import { categoriesQuery, controllersOf, registerQuery } from "../category";

const route = getRouteApi("/shell/privacy");

/** The register that data protection law asks for: what one controller keeps of people, why, how long, and who else sees it. */
export function RegisterPage() {
  const { t } = useTranslation("privacy");
  const { controller: asked } = route.useSearch();
  const navigate = useNavigate();
  const viewer = useViewer();
  const [{ data, error, fetching }, again] = useQuery({ query: registerQuery, requestPolicy: "cache-and-network" });
  const [{ data: said, error: unsaid, fetching: asking }, askAgain] = useQuery({ query: categoriesQuery, requestPolicy: "cache-and-network" });
  const fault = (!data && error) || (!said && unsaid);
  const controllers = controllersOf(data?.privacyRegister ?? []);
  const controller = controllers.find(({ id }) => id === asked) ?? controllers.find(({ id }) => id === viewer.organization.id) ?? controllers[0];
  const records = data?.privacyRegister.filter((record) => record.controller.id === controller?.id);
  const retry = () => {
    again({ requestPolicy: "network-only" });
    askAgain({ requestPolicy: "network-only" });
  };
  return (
    <>
      <PrivacyHeader title={t("register.title")} lead={viewer.organization.kind === "BRAND" ? t("register.lead") : t("register.leadOwn")} />
      {controllers.length > 1 && controller && (
        <Select
          label={t("controller")}
          mb="md"
          maw={420}
          searchable
          allowDeselect={false}
          value={controller.id}
          data={controllers.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => void navigate({ to: "/privacy", search: { controller: id ?? undefined }, replace: true, resetScroll: false })}
        />
      )}
      {fault ? (
        <FaultAlert fault={faultFrom(fault)} retrying={fetching || asking} onRetry={retry} />
      ) : !records || !said ? (
        <Stack gap="md" aria-busy>
          <Skeleton height={260} radius="lg" />
          <Skeleton height={260} radius="lg" />
        </Stack>
      ) : records.length === 0 ? (
        <EmptyState icon="shield" title={t("register.none")} hint={t("register.noneHint")} />
      ) : (
        <Stack gap="md">
          {records.map((record) => {
            const facts = said.privacyCategories.find(({ category }) => category === record.category);
            return facts && <CategoryPanel key={record.category} record={record} facts={facts} />;
          })}
        </Stack>
      )}
    </>
  );
}
