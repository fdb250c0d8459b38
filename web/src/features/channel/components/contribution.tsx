import { useTranslation } from "react-i18next";
import { FigureFrame } from "~/shared/figure/figure-frame";
import { formatMoney, formatPercent } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import type { Channel } from "../channel";
import classes from "./contribution.module.css";

const marks = ["lastYear", "budget", "target"] as const;

/** What each kind of channel brings as a bar, with marks for last year, the budget and the targets. */
export function Contribution({ channels }: { channels: readonly Channel[] }) {
  const { t } = useTranslation(["channel", "common"]);
  const language = useLanguage();
  const { baseCurrency } = useViewer();
  const money = (amount: number) => formatMoney({ amount: String(amount), currency: baseCurrency }, language);
  const amountOf = (row: Channel, name: "revenue" | (typeof marks)[number]) => (row[name] ? Number(row[name].amount) : null);
  const largest = Math.max(1, ...channels.flatMap((row) => [amountOf(row, "revenue") ?? 0, ...marks.map((name) => amountOf(row, name) ?? 0)]));
  const place = (amount: number) => `${Math.min(100, Math.max(0, (amount / largest) * 100))}%`;
  const nameOf = (row: Channel) => t(`common:channel.${row.channelType}`);
  return (
    <FigureFrame
      label={t("channel:contribution")}
      axis={t("channel:channelType")}
      labels={channels.map(nameOf)}
      series={[
        { name: t("channel:revenue"), as: "bar", values: channels.map((row) => amountOf(row, "revenue")) },
        ...marks.map((name) => ({ name: t(`channel:${name}`), as: "mark" as const, values: channels.map((row) => amountOf(row, name)) })),
      ]}
      format={money}
    >
      <ul className={classes["rows"]}>
        {channels.map((row) => (
          <li key={row.channelType}>
            <div className={classes["head"]}>
              <span>{nameOf(row)}</span>
              <span className={classes["value"]}>
                {formatMoney(row.revenue, language, { compact: true })}
                {row.contribution !== null && ` · ${formatPercent(row.contribution, language, { digits: 1 })}`}
              </span>
            </div>
            <div className={classes["track"]}>
              <span className={classes["fill"]} style={{ width: place(Number(row.revenue.amount)) }} />
              {marks.map((name) => {
                const amount = amountOf(row, name);
                return amount === null ? null : <span key={name} className={classes["mark"]} data-mark={name} style={{ insetInlineStart: place(amount) }} title={`${t(`channel:${name}`)}: ${money(amount)}`} />;
              })}
            </div>
          </li>
        ))}
      </ul>
      <ul className={classes["legend"]}>
        <li>
          <span className={classes["fill"]} />
          {t("channel:revenue")}
        </li>
        {marks.map((name) => (
          <li key={name}>
            <span className={classes["mark"]} data-mark={name} />
            {t(`channel:${name}`)}
          </li>
        ))}
      </ul>
    </FigureFrame>
  );
}
