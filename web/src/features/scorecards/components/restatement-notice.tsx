import { Alert, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { MetricUnit } from "~/shared/format/metric";
import { formatDateTime } from "~/shared/format/format";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { useMay } from "~/shared/session/viewer";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { changeFragment } from "../version";
import { ChangesTable } from "./changes-table";

export const restatementFragment = graphql(
  `
    fragment CardRestatement on Restatement {
      id
      reason
      openedBy
      openedAt
      changes { ...Change }
    }
  `,
  [changeFragment],
);

/** That the frozen numbers are being corrected: who, when, why, and how the card would differ now. */
export function RestatementNotice({ data, units }: { data: FragmentOf<typeof restatementFragment>; units: ReadonlyMap<string, MetricUnit> }) {
  const { t } = useTranslation("scorecards");
  const language = useLanguage();
  const may = useMay();
  const { id, reason, openedBy, openedAt, changes } = readFragment(restatementFragment, data);
  return (
    <Alert color="yellow" icon={<Icon name="info" />} title={t("restatement.title")} data-restatement>
      <Stack gap="xs">
        <span>{t("restatement.by", { by: openedBy, at: formatDateTime(openedAt, language), reason })}</span>
        {changes.length === 0 ? <span>{t("restatement.same")}</span> : <ChangesTable label={t("restatement.changes")} changes={changes} units={units} />}
        {may("period", "restate") && (
          <span data-screen-only>
            <TextLink to="/settings/restatements" search={{ dialog: "show", id }} size="sm">
              {t("restatement.open")}
            </TextLink>
          </span>
        )}
      </Stack>
    </Alert>
  );
}
