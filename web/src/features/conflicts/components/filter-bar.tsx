import { Checkbox, NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { TerritorySelect } from "~/shared/pickers/territory-select";
import type { ListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { Filters } from "~/shared/ui/filters";
import { SearchField } from "~/shared/ui/search-field";
import { rules, severities } from "../conflict";
import type { ConflictListSearch } from "../search";

const mediatorsQuery = graphql(`
  query MediatorOptions($organizationId: ID!) {
    users(first: 100, filter: { organizationId: $organizationId, status: ACTIVE }) {
      edges { node { id name role } }
    }
  }
`);

/** What narrows the cases down. */
export function FilterBar({ search, go }: { search: ConflictListSearch; go: ListNavigation }) {
  const { t } = useTranslation(["conflicts", "common"]);
  const { organization } = useViewer();
  const may = useMay();
  const [{ data }] = useQuery({ query: mediatorsQuery, variables: { organizationId: organization.id }, pause: !may("user", "read") });
  const mediators = data?.users.edges.map(({ node }) => node).filter(({ role }) => role === "CHANNEL_MANAGER" || role === "BRAND_ADMIN") ?? [];
  return (
    <Filters label={t("conflicts:filters")}>
      <SearchField label={t("conflicts:search")} value={search.search} onChange={(value) => go.filter({ search: value })} />
      <NativeSelect
        aria-label={t("conflicts:rule")}
        value={search.rule?.[0] ?? ""}
        data={[{ value: "", label: t("conflicts:anyRule") }, ...rules.map((rule) => ({ value: rule, label: t(`common:conflict.rule.${rule}`) }))]}
        onChange={(event) => go.filter({ rule: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        aria-label={t("conflicts:severity")}
        value={search.severity?.[0] ?? ""}
        data={[{ value: "", label: t("conflicts:anySeverity") }, ...severities.map((severity) => ({ value: severity, label: t(`common:conflict.severity.${severity}`) }))]}
        onChange={(event) => go.filter({ severity: event.currentTarget.value || undefined })}
      />
      <DistributorSelect compact label={t("conflicts:party.any")} value={search.distributor} onChange={(distributor) => go.filter({ distributor })} />
      <TerritorySelect compact label={t("conflicts:anyTerritory")} value={search.territory} onChange={(territory) => go.filter({ territory })} />
      {mediators.length > 0 && (
        <NativeSelect
          aria-label={t("conflicts:mediator")}
          value={search.mediator ?? ""}
          data={[{ value: "", label: t("conflicts:anyMediator") }, ...mediators.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(event) => go.filter({ mediator: event.currentTarget.value || undefined })}
        />
      )}
      <Checkbox label={t("conflicts:mine")} checked={search.mine ?? false} onChange={(event) => go.filter({ mine: event.currentTarget.checked || undefined })} />
      <Checkbox label={t("conflicts:overdueOnly")} checked={search.overdue ?? false} onChange={(event) => go.filter({ overdue: event.currentTarget.checked || undefined })} />
    </Filters>
  );
}
