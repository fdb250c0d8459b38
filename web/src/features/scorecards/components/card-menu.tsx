import { Button, Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useClient } from "urql";
import { saveText } from "~/shared/download/save-text";
import { faultFrom } from "~/shared/fault/fault";
import { useFaultText } from "~/shared/fault/use-fault-text";
import { graphql } from "~/shared/graphql/gql";
import { Icon } from "~/shared/ui/icon";
import { notifyFailed } from "~/shared/ui/notify";
import { packUrl } from "../pack";

const exportQuery = graphql(`
  query ScorecardExport($distributorId: ID!, $period: Period!, $version: Int) {
    scorecardExport(distributorId: $distributorId, period: $period, version: $version) { document sha256 }
  }
`);

interface Props {
  distributorId: string;
  /** The distributor's code, for the files' names. */
  code: string;
  period: string;
  version: number | undefined;
}

/** Takes the card along: printed, as a workbook, or with all that it was reckoned from. */
export function CardMenu({ distributorId, code, period, version }: Props) {
  const { t } = useTranslation("scorecards");
  const client = useClient();
  const faultText = useFaultText();
  const save = async () => {
    const { data, error } = await client.query(exportQuery, { distributorId, period, version: version ?? null }, { requestPolicy: "network-only" }).toPromise();
    if (data?.scorecardExport) saveText(`scorecard-${code}-${period}.json`, data.scorecardExport.document);
    else if (error) notifyFailed(faultText(faultFrom(error)));
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<Icon name="download" />} rightSection={<Icon name="chevronDown" size={14} />}>
          {t("take.button")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => window.print()}>{t("take.print")}</Menu.Item>
        <Menu.Item component="a" href={packUrl(period, [distributorId])} download>
          {t("take.workbook")}
        </Menu.Item>
        <Menu.Item onClick={() => void save()}>{t("take.inputs")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
