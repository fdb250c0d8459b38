import { Alert, Button, Group, Stack, Tabs } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatInteger } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";
import { Preview } from "~/shared/intake/preview";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import type { AccountImport } from "../account-import";
import { importTabs, type ImportSearch } from "../search";
import { ImportFigures } from "./import-figures";
import { ImportRows } from "./import-rows";
import { SendList } from "./send-list";

/** What became of a list: so many new, changed, the same and rejected, each with its reason, and the way to mend. */
export function ImportResult({ one, search }: { one: AccountImport; search: ImportSearch }) {
  const { t } = useTranslation(["accounts", "intake"]);
  const language = useLanguage();
  const go = useListNavigation();
  const counts = { rejected: one.rowsRejected, warned: one.rowsWarned, ignored: one.rowsIgnored, columns: one.preview.length };
  const shown = importTabs.filter((tab) => counts[tab] > 0);
  const tab = shown.find((id) => id === search.tab) ?? shown[0];
  const workbook = one.layout?.format === "xlsx";
  return (
    <Stack gap="lg">
      {one.sameAs && (
        <Alert color="blue" icon={<Icon name="info" />} title={t("accounts:import.same")}>
          <TextLink to="/accounts/import/$importId" params={{ importId: one.sameAs.id }} size="sm">
            {t("accounts:import.sameOpen")}
          </TextLink>
        </Alert>
      )}
      <ImportFigures one={one} />
      <Group>
        <ButtonLink to="/accounts" search={{ source: "IMPORT" }} variant="default">
          {t("accounts:import.look")}
        </ButtonLink>
        <ButtonLink to="/accounts/duplicates" variant="default">
          {t("accounts:tabs.duplicates")}
        </ButtonLink>
      </Group>
      {one.rejectsUrl && (
        <Panel title={t("accounts:import.mend", { count: one.rowsRejected, rows: formatInteger(one.rowsRejected, language) })} description={t("accounts:import.mendHint")}>
          <Stack gap="md">
            <Group>
              <Button component="a" href={`${one.rejectsUrl}?format=${workbook ? "xlsx" : "csv"}`} download leftSection={<Icon name="download" />}>
                {t("intake:mend.download")}
              </Button>
              <Button variant="default" component="a" href={`${one.rejectsUrl}?format=${workbook ? "csv" : "xlsx"}`} download>
                {t(workbook ? "intake:mend.asCsv" : "intake:mend.asXlsx")}
              </Button>
            </Group>
            <SendList title={t("accounts:import.dropMended")} />
          </Stack>
        </Panel>
      )}
      {tab && (
        <Tabs value={tab} onChange={(next) => go.filter({ tab: next ?? undefined })} keepMounted={false}>
          <Tabs.List mb="md">
            {shown.map((id) => (
              <Tabs.Tab key={id} value={id}>
                {t(`accounts:import.tab.${id}`, { rows: formatInteger(counts[id], language) })}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {(["rejected", "warned", "ignored"] as const).map((id) => (
            <Tabs.Panel key={id} value={id}>
              <ImportRows importId={one.id} headers={one.mapping.map((column) => column.header)} outcome={id === "rejected" ? "REJECTED" : id === "warned" ? "WARNED" : "IGNORED"} search={search} />
            </Tabs.Panel>
          ))}
          <Tabs.Panel value="columns">
            <Preview columns={one.mapping} mapping={new Map(one.mapping.map((column) => [column.index, column.field]))} rows={one.preview} nameOf={(field) => t(`accounts:field.${field}`)} />
          </Tabs.Panel>
        </Tabs>
      )}
    </Stack>
  );
}
