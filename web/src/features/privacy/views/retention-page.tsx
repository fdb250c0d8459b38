import { Badge, Button, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { DateText, NoData } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { PrivacyHeader } from "../components/privacy-header";
import { RetentionDialog } from "../components/retention-dialog";
import { formatDays } from "../days";
import { periodCategories, retentionQuery, type RetentionPeriod } from "../retention";

const route = getRouteApi("/shell/privacy/retention");

/** How long things are kept at most; a job enforces it every night. */
export function RetentionPage() {
  const { t } = useTranslation("privacy");
  const language = useLanguage();
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const [{ data, error, fetching }, again] = useQuery({ query: retentionQuery, requestPolicy: "cache-and-network" });
  const known = (period: RetentionPeriod) => periodCategories.find((one) => one === period.category);
  const rows = data && periodCategories.flatMap((category) => data.retentionPeriods.filter((period) => period.category === category));
  const nameOf = (period: RetentionPeriod) => {
    const category = known(period);
    return category ? t(`retention.${category}`) : period.category;
  };
  const editable = (period: RetentionPeriod) => !period.fixed && may("privacy", "update");
  const chosen = rows?.find((period) => period.category === search.id);
  const columns: Column<RetentionPeriod>[] = [
    {
      id: "what",
      header: t("retention.what"),
      primary: true,
      cell: (row) => {
        const category = known(row);
        return (
          <>
            {nameOf(row)}
            {category && (
              <Text size="sm" c="dimmed" fw={400}>
                {t(`retention.about.${category}`)}
              </Text>
            )}
          </>
        );
      },
    },
    { id: "days", header: t("retention.atMost"), cell: (row) => formatDays(row.days, language) },
    { id: "updatedAt", header: t("retention.updatedAt"), cell: (row) => (row.fixed ? <NoData /> : <DateText value={row.updatedAt.slice(0, 10)} />) },
    {
      id: "act",
      header: t("retention.act"),
      headerHidden: true,
      cell: (row) =>
        row.fixed ? (
          <Badge color="gray">{t("retention.fixed")}</Badge>
        ) : (
          editable(row) && (
            <Button size="xs" variant="default" aria-label={t("retention.editOf", { name: nameOf(row) })} onClick={() => go.dialog("period", row.category)}>
              {t("retention.edit")}
            </Button>
          )
        ),
    },
  ];
  return (
    <>
      <PrivacyHeader title={t("retention.title")} lead={t("retention.lead")} />
      <DataTable label={t("retention.title")} columns={columns} rows={rows} rowId={(row) => row.category} fetching={fetching} error={error} onRetry={() => again({ requestPolicy: "network-only" })} empty={{ icon: "clock", title: t("retention.none"), hint: t("retention.noneHint") }} />
      {chosen && search.dialog === "period" && editable(chosen) && <RetentionDialog period={chosen} name={nameOf(chosen)} onClose={() => go.dialog(undefined)} />}
    </>
  );
}
