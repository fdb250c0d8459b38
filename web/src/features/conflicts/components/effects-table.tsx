import { Box, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMessageText } from "~/shared/fault/use-fault-text";
import { MoneyText, PeriodText } from "~/shared/format/text";
import type { Effect } from "../case";
import { usePartyName } from "../use-party-name";
import { ChangeBar } from "./change-bar";
import classes from "./effects-table.module.css";

/** What changes or changed for each party that the viewer may see: revenue by month, before and after, and the rest in words. */
export function EffectsTable({ effects, label }: { effects: readonly Effect[]; label: string }) {
  const { t } = useTranslation("conflicts");
  const partyName = usePartyName();
  const text = useMessageText();
  const rows = effects.flatMap((effect) => effect.months.map((month) => ({ effect, month })));
  const largest = Math.max(...rows.flatMap(({ month }) => [Number(month.before.amount), Number(month.after.amount)]), 1);
  const changes = effects.flatMap((effect) => effect.changes.map((change) => ({ party: effect.party, change })));
  if (rows.length === 0 && changes.length === 0) return null;
  return (
    <div className={classes["effects"]}>
      {rows.length > 0 && (
        <Box className={classes["scroll"] ?? ""} role="group" aria-label={label} tabIndex={0}>
          <table className={classes["table"]}>
            <thead>
              <tr>
                <th scope="col">{t("effects.party")}</th>
                <th scope="col" data-numeric>{t("effects.before")}</th>
                <th scope="col" data-numeric>{t("effects.after")}</th>
                <th scope="col" data-numeric>{t("effects.change")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ effect, month }) => (
                <tr key={`${effect.party.label} ${month.period}`} data-effect={effect.party.label}>
                  <th scope="row">
                    {partyName(effect.party)}
                    <Text size="xs" c="dimmed" component="div">
                      <PeriodText value={month.period} short />
                    </Text>
                  </th>
                  <td data-numeric data-label={t("effects.before")}>
                    <MoneyText value={month.before} />
                  </td>
                  <td data-numeric data-label={t("effects.after")}>
                    <MoneyText value={month.after} />
                  </td>
                  <td data-numeric data-label={t("effects.change")} className={classes["change"]}>
                    <div>
                      <MoneyText value={month.revenue} signed />
                      <ChangeBar before={Number(month.before.amount)} after={Number(month.after.amount)} largest={largest} />
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Box>
      )}
      {changes.map(({ party, change }, index) => (
        <Text key={index} size="sm">
          {t("effects.also", { party: partyName(party), change: text(change) })}
        </Text>
      ))}
    </div>
  );
}
