import { Button, Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { useFaultText } from "~/shared/fault/use-fault-text";
import { graphql } from "~/shared/graphql/gql";
import type { ListNavigation } from "~/shared/routing/use-list-navigation";
import { useViewer } from "~/shared/session/viewer";
import { Icon } from "~/shared/ui/icon";
import { notifyFailed } from "~/shared/ui/notify";
import { lineFilter } from "../filters";
import type { SalesSearch } from "../search";

const exportMutation = graphql(`
  mutation RequestExport($input: RequestExportInput!) {
    requestExport(input: $input) {
      export { id state rows url }
    }
  }
`);

/** Asks for the chosen lines as a file. The export's id goes into the URL, so that a reload goes on showing it. */
export function ExportButton({ search, go }: { search: SalesSearch; go: ListNavigation }) {
  const { t } = useTranslation("sales");
  const faultText = useFaultText();
  const { today } = useViewer();
  const [{ fetching }, run] = useMutation(exportMutation);
  const request = async (format: "CSV" | "XLSX") => {
    const result = await run({ input: { filter: lineFilter(search, today), format, idempotencyKey: crypto.randomUUID() } });
    if (result.data) go.filter({ export: result.data.requestExport.export.id });
    else if (result.error) notifyFailed(faultText(faultFrom(result.error)));
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" loading={fetching} leftSection={<Icon name="download" />} rightSection={<Icon name="chevronDown" size={14} />}>
          {t("export")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void request("CSV")}>{t("export.csv")}</Menu.Item>
        <Menu.Item onClick={() => void request("XLSX")}>{t("export.xlsx")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
