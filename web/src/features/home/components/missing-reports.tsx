import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { NameText } from "~/shared/format/text";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import classes from "./rows.module.css";

export const missingReportsFragment = graphql(`
  fragment MissingReports on PortfolioOverview {
    missingReportCount
    missingReports { id code name { default zhHant zhHans } }
  }
`);

/** Who has reported nothing for the last month that is due. */
export function MissingReports({ data }: { data: FragmentOf<typeof missingReportsFragment> }) {
  const { t } = useTranslation("home");
  const { missingReports, missingReportCount } = readFragment(missingReportsFragment, data);
  return (
    <Panel title={t("missing.title")} description={missingReportCount > 0 ? t("missing.count", { count: missingReportCount }) : undefined} actions={<TextLink to="/reports" size="sm">{t("missing.all")}</TextLink>}>
      {missingReportCount === 0 && (
        <Text size="sm" c="dimmed">
          {t("missing.none")}
        </Text>
      )}
      <ul className={classes["rows"]}>
        {missingReports.map((distributor) => (
          <li key={distributor.id}>
            <TextLink to="/distributors/$distributorId" params={{ distributorId: distributor.id }} className={classes["name"] ?? ""}>
              <NameText value={distributor.name} />
            </TextLink>
            <Text component="span" size="sm" c="dimmed">
              {distributor.code}
            </Text>
          </li>
        ))}
      </ul>
      {missingReportCount > missingReports.length && (
        <Text size="sm" c="dimmed" mt="xs">
          {t("missing.more", { count: missingReportCount - missingReports.length })}
        </Text>
      )}
    </Panel>
  );
}
