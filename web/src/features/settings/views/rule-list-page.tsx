import { Badge, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { DateText } from "~/shared/format/text";
import { useMay } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { ModeBadge } from "../components/mode-badge";
import { rulesQuery, type Rule } from "../rule";
import { useValueText } from "../use-value-text";

/** The rules that find conflicts, and what each goes by today. */
export function RuleListPage() {
  const { t } = useTranslation(["rules", "common"]);
  const may = useMay();
  const { name, text } = useValueText();
  const [{ data, fetching, error }, again] = useQuery({ query: rulesQuery, requestPolicy: "cache-and-network" });
  const columns: Column<Rule>[] = [
    {
      id: "rule",
      header: t("rules:rule"),
      primary: true,
      cell: (row) => (
        <div>
          <TextLink to="/settings/rules/$rule" params={{ rule: row.rule }} inherit>
            {t(`common:conflict.rule.${row.rule}`)}
          </TextLink>
          <Text size="xs" c="dimmed" fw={400}>
            {t(`rules:moment.${row.moment}`)}
          </Text>
        </div>
      ),
    },
    {
      id: "state",
      header: t("rules:state"),
      cell: ({ current, raisesSignals }) => (
        <Group gap={6}>
          <Badge color={current.enabled ? "jade" : "gray"}>{t(current.enabled ? "rules:on" : "rules:off")}</Badge>
          {raisesSignals ? <Badge color="blue">{t("rules:signals")}</Badge> : <ModeBadge mode={current.mode} />}
        </Group>
      ),
    },
    {
      id: "values",
      header: t("rules:thresholds"),
      cell: ({ current }) => (
        <>
          {current.values.map((value) => (
            <Text key={value.key} size="sm">
              {t("rules:named", { name: name(value.key), value: text(value, value.value) })}
            </Text>
          ))}
        </>
      ),
    },
    { id: "from", header: t("rules:since"), cell: ({ current }) => (current.version === 0 ? t("rules:asDelivered") : <DateText value={current.validFrom} />) },
  ];
  return (
    <>
      <PageHeader
        title={t("common:nav.rules")}
        subtitle={t("rules:lead")}
        actions={
          <ButtonLink to="/settings/calendar" variant="default">
            {t("common:nav.calendar")}
          </ButtonLink>
        }
      />
      <DataTable
        label={t("common:nav.rules")}
        columns={columns}
        rows={data?.conflictRules}
        rowId={(row) => row.rule}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={{ icon: "scale", title: t("rules:none"), hint: t("rules:noneHint") }}
      />
      {!may("conflictRule", "update") && (
        <Text size="sm" c="dimmed" mt="md">
          {t("rules:readOnly")}
        </Text>
      )}
    </>
  );
}
