import { Box, CloseButton, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { metricText, useMetricName } from "~/shared/format/metric";
import { DecimalText, NameText, NoData } from "~/shared/format/text";
import { useLanguage, useLocalName } from "~/shared/i18n/use-language";
import { GradeMark } from "~/shared/ui/grade-mark";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { compositeChange, fellMost, type Order } from "../compare";
import type { CompareRow } from "../compare-row";
import { ChangeText } from "./change-text";
import { CompareCell } from "./compare-cell";
import classes from "./compare-table.module.css";

interface Props {
  rows: readonly CompareRow[];
  /** The metrics' keys, in the order of the columns. */
  keys: readonly string[];
  period: string;
  order: Order;
  /** Draws the small lines of what went before. */
  trends: boolean;
  busy: boolean;
  onSort(by: string): void;
  onDrop(id: string): void;
}

/** Distributors down, metrics across; a cell's colour is its score, which it tells in words, too. */
export function CompareTable({ rows, keys, period, order, trends, busy, onSort, onDrop }: Props) {
  const { t } = useTranslation(["scorecards", "common"]);
  const language = useLanguage();
  const localName = useLocalName();
  const metricName = useMetricName();
  const head = (by: string, label: string) => (
    <th key={by} scope="col" aria-sort={order.by === by ? (order.direction === "DESC" ? "descending" : "ascending") : "none"}>
      <UnstyledButton className={classes["sort"]} onClick={() => onSort(by)}>
        {label}
        <span data-sorted={order.by === by || undefined}>
          <Icon name={order.by === by && order.direction === "DESC" ? "arrowDown" : "arrowUp"} size={13} />
        </span>
        <VisuallyHidden>{t("common:table.sort")}</VisuallyHidden>
      </UnstyledButton>
    </th>
  );
  return (
    <Box className={classes["scroll"]} role="region" aria-label={t("scorecards:compare.title")} tabIndex={0}>
      <table className={classes["table"]} aria-label={t("scorecards:compare.title")} aria-busy={busy}>
        <thead>
          <tr>
            {head("name", t("scorecards:list.distributor"))}
            {head("composite", t("scorecards:list.composite"))}
            {head("change", t("scorecards:list.change"))}
            <th scope="col" className={classes["fell"]}>
              {t("scorecards:compare.fell")}
            </th>
            {keys.map((key) => head(key, metricName(key)))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { id, name, code } = row.distributor;
            const change = compositeChange(row);
            const fell = fellMost(row);
            return (
              <tr key={id} data-distributor={id}>
                <th scope="row">
                  <span className={classes["who"]}>
                    <span>
                      <TextLink to="/scorecards/$distributorId" params={{ distributorId: id }} search={{ period }} inherit>
                        <NameText value={name} />
                      </TextLink>
                      <Text size="xs" c="dimmed">
                        {code}
                      </Text>
                    </span>
                    <CloseButton size="sm" data-screen-only aria-label={t("scorecards:compare.drop", { name: localName(name) })} onClick={() => onDrop(id)} />
                  </span>
                </th>
                <td>
                  <span className={classes["composite"]}>
                    <GradeMark grade={row.grade} size={24} />
                    <DecimalText value={row.composite} digits={1} />
                  </span>
                </td>
                <td>
                  <ChangeText turn={change} text={change === null ? null : metricText(change.toFixed(2), "SCORE", language, { signed: true })} />
                </td>
                <td className={classes["fell"]}>
                  {fell ? t("scorecards:compare.fellBy", { name: fell.key === "deductions" ? t("scorecards:movement.deductions") : metricName(fell.key), points: metricText(fell.points.toFixed(2), "SCORE", language, { signed: true }) }) : <NoData />}
                </td>
                {keys.map((key) => (
                  <CompareCell key={key} name={metricName(key)} metric={row.metrics.find((one) => one.key === key)} trends={trends} />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Box>
  );
}
