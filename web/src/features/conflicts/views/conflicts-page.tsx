import { Checkbox, Group, SegmentedControl } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { Board } from "../components/board";
import { CaseTable } from "../components/case-table";
import { ConflictsHeader } from "../components/conflicts-header";
import { FilterBar } from "../components/filter-bar";
import { OwnCases } from "../components/own-cases";

const route = getRouteApi("/shell/conflicts");

/** The brand's board of cases, or a distributor's own ones. */
export function ConflictsPage() {
  const { t } = useTranslation(["conflicts", "common"]);
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const { organization } = useViewer();
  if (organization.kind === "DISTRIBUTOR") {
    return (
      <>
        <PageHeader title={t("common:nav.conflicts")} subtitle={t("conflicts:ownLead")} />
        <OwnCases search={search} go={go} />
      </>
    );
  }
  return (
    <>
      <ConflictsHeader
        title={t("common:nav.conflicts")}
        lead={t("conflicts:lead")}
        actions={
          may("conflict", "open") && (
            <ButtonLink to="/conflicts/new" leftSection={<Icon name="plus" />}>
              {t("conflicts:open.go")}
            </ButtonLink>
          )
        }
      />
      <FilterBar search={search} go={go} />
      <Group justify="space-between" mb="sm" gap="sm">
        <SegmentedControl
          size="xs"
          aria-label={t("conflicts:view")}
          value={search.view ?? "board"}
          onChange={(view) => go.filter({ view: view === "list" ? "list" : undefined, state: undefined, sort: undefined })}
          data={[
            { value: "board", label: t("conflicts:viewBoard") },
            { value: "list", label: t("conflicts:viewList") },
          ]}
        />
        <Checkbox label={t("conflicts:withOver")} checked={search.over ?? false} onChange={(event) => go.filter({ over: event.currentTarget.checked || undefined })} />
      </Group>
      {search.view === "list" ? <CaseTable search={search} go={go} /> : <Board search={search} go={go} />}
    </>
  );
}
