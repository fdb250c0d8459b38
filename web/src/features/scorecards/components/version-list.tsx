import { Badge, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatDecimal } from "~/shared/format/format";
import type { MetricUnit } from "~/shared/format/metric";
import { DateTimeText } from "~/shared/format/text";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { GradeMark } from "~/shared/ui/grade-mark";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import { changeFragment } from "../version";
import { ChangesTable } from "./changes-table";
import entries from "./entries.module.css";

export const versionsFragment = graphql(
  `
    fragment Versions on Scorecard {
      version
      versions { version frozenAt by reason composite grade changes { ...Change } }
    }
  `,
  [changeFragment],
);

interface Props {
  data: FragmentOf<typeof versionsFragment>;
  distributorId: string;
  period: string;
  units: ReadonlyMap<string, MetricUnit>;
  /** Whether the viewer may have the closed numbers corrected now. */
  restatable: boolean;
}

/** The card as it was frozen, each time: who, when, why, and what differs from the version before. Nothing before the first. */
export function VersionList({ data, distributorId, period, units, restatable }: Props) {
  const { t } = useTranslation("scorecards");
  const language = useLanguage();
  const { version: shown, versions } = readFragment(versionsFragment, data);
  if (versions.length === 0) return null;
  return (
    <Panel
      title={t("versions.title")}
      description={t("versions.lead")}
      actions={
        restatable && (
          <ButtonLink data-screen-only size="compact-sm" variant="default" to="/settings/restatements" search={{ dialog: "create", distributor: distributorId, period }}>
            {t("restatement.begin")}
          </ButtonLink>
        )
      }
    >
      <ol className={entries["entries"]} reversed>
        {versions.map((one) => (
          <li key={one.version} data-version={one.version}>
            <Group gap="sm">
              <GradeMark grade={one.grade} size={28} />
              <Text fw={600}>{one.composite === null ? t("head.none") : t("versions.one", { version: one.version, composite: formatDecimal(one.composite, language, { digits: 1 }) })}</Text>
              {one.version === shown ? (
                <Badge color="blue">{t("versions.shown")}</Badge>
              ) : (
                <span data-screen-only>
                  <TextLink to="/scorecards/$distributorId" params={{ distributorId }} search={{ period, version: one.version }} size="sm" aria-label={t("versions.openOne", { version: one.version })}>
                    {t("versions.open")}
                  </TextLink>
                </span>
              )}
              <Text size="sm" c="dimmed" component="span">
                {one.by} · <DateTimeText value={one.frozenAt} />
              </Text>
            </Group>
            {one.reason && <p className={entries["words"]}>{one.reason}</p>}
            {one.changes.length > 0 && <ChangesTable label={t("versions.changes", { version: one.version, before: one.version - 1 })} changes={one.changes} units={units} />}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
