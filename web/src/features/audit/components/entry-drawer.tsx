import { Drawer, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DateTimeText, NoData } from "~/shared/format/text";
import { TextLink } from "~/shared/ui/link";
import { useFocusBack } from "~/shared/ui/use-focus-back";
import { differences } from "../difference";
import type { Entry } from "../entry";
import { useAuditValue } from "../use-audit-value";
import { useAuditWord } from "../use-audit-word";
import classes from "./entry-drawer.module.css";

/** One entry whole: who, what, why, and the values before and after. */
export function EntryDrawer({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  useFocusBack();
  const { t } = useTranslation(["audit", "common"]);
  const word = useAuditWord();
  const said = useAuditValue();
  const rows = differences(entry.before, entry.after);
  const facts = [
    [t("audit:at"), <DateTimeText key="at" value={entry.at} />],
    [t("audit:actor"), entry.actor?.name ?? t("audit:system")],
    [t("audit:subject"), word("subject", entry.subjectType)],
    [
      t("audit:subjectId"),
      entry.subjectId ? (
        <TextLink key="subject" size="sm" to="/audit" search={{ subject: entry.subjectId }}>
          {entry.subjectId}
        </TextLink>
      ) : (
        <NoData key="subject" />
      ),
    ],
    [t("audit:reason"), entry.reason || <NoData key="reason" />],
    [t("audit:request"), entry.requestId ?? <NoData key="request" />],
  ] as const;
  return (
    <Drawer opened onClose={onClose} size="lg" title={word("action", entry.action)} closeButtonProps={{ "aria-label": t("common:action.close") }}>
      <Stack gap="lg">
        <dl className={classes["facts"]}>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {rows.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t("audit:noValues")}
          </Text>
        ) : (
          <table className={classes["values"]}>
            <thead>
              <tr>
                <th scope="col">{t("audit:field")}</th>
                <th scope="col">{t("audit:before")}</th>
                <th scope="col">{t("audit:after")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.path} data-changed={row.changed || undefined}>
                  <th scope="row">{word("field", row.path)}</th>
                  <td>{row.before ? row.changed ? <del>{said(row.path, row.before)}</del> : said(row.path, row.before) : <NoData />}</td>
                  <td>{row.after ? row.changed ? <ins>{said(row.path, row.after)}</ins> : said(row.path, row.after) : <NoData />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Stack>
    </Drawer>
  );
}
