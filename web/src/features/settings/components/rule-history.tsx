import { Badge, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatMoney } from "~/shared/format/format";
import { DateText, DateTimeText, NoData } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Panel } from "~/shared/ui/panel";
import type { Rule, Setting } from "../rule";
import { useValueText } from "../use-value-text";
import { ModeBadge } from "./mode-badge";

/** All that a rule went by and will go by, latest first, what it goes by today marked. */
export function RuleHistory({ rule }: { rule: Rule }) {
  const { t } = useTranslation(["rules", "common"]);
  const language = useLanguage();
  const { baseCurrency } = useViewer();
  const { name, text } = useValueText();
  const money = (amount: string) => formatMoney({ amount, currency: baseCurrency }, language);
  const versions = rule.history.some((one) => one.version === rule.current.version) ? rule.history : [...rule.history, rule.current];
  const columns: Column<Setting>[] = [
    {
      id: "from",
      header: t("rules:since"),
      primary: true,
      cell: (row) => (
        <Group gap={6}>
          {row.version === 0 ? t("rules:asDelivered") : <DateText value={row.validFrom} />}
          {row.version === rule.current.version && <Badge color="jade">{t("rules:today")}</Badge>}
        </Group>
      ),
    },
    {
      id: "state",
      header: t("rules:state"),
      cell: (row) => (
        <>
          <Group gap={6}>
            <Badge color={row.enabled ? "jade" : "gray"}>{t(row.enabled ? "rules:on" : "rules:off")}</Badge>
            <ModeBadge mode={row.mode} />
          </Group>
          {row.legalBasis && (
            <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
              {row.legalBasis}
            </Text>
          )}
          {row.jurisdictions.length > 0 && (
            <Text size="xs" c="dimmed">
              {row.jurisdictions.join(t("common:list.separator"))}
            </Text>
          )}
        </>
      ),
    },
    {
      id: "values",
      header: t("rules:thresholds"),
      cell: (row) => (
        <>
          {row.values.map((value) => (
            <Text key={value.key} size="sm">
              {t("rules:named", { name: name(value.key), value: text(value, value.value) })}
            </Text>
          ))}
          <Text size="xs" c="dimmed">
            {t("rules:bandsText", { medium: money(row.bands.medium), high: money(row.bands.high), critical: money(row.bands.critical) })}
          </Text>
        </>
      ),
    },
    { id: "quiet", header: t("rules:quietDays"), numeric: true, wideOnly: true, cell: (row) => row.quietDays },
    {
      id: "who",
      header: t("rules:changed"),
      cell: (row) =>
        row.changedAt ? (
          <>
            {row.changedBy?.name} · <DateTimeText value={row.changedAt} />
            {row.reason && (
              <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
                {row.reason}
              </Text>
            )}
          </>
        ) : (
          <NoData />
        ),
    },
  ];
  return (
    <Panel title={t("rules:history")}>
      <DataTable label={t("rules:history")} columns={columns} rows={versions} rowId={(row) => String(row.version)} empty={{ title: t("rules:none"), hint: t("rules:noneHint") }} />
    </Panel>
  );
}
