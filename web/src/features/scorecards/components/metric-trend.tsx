import { useTranslation } from "react-i18next";
import { FigureFrame } from "~/shared/figure/figure-frame";
import { formatPeriod } from "~/shared/format/period";
import { useLanguage } from "~/shared/i18n/use-language";
import classes from "./metric-trend.module.css";

interface Props {
  name: string;
  target: string;
  trend: readonly { period: string; value: string | null }[];
  format(value: number): string;
}

const [width, height, edge] = [480, 96, 6];

/** A metric's last periods as a line, with the target dashed: plain SVG that fits any width, with its table behind. */
export function MetricTrend({ name, target, trend, format }: Props) {
  const { t } = useTranslation("scorecards");
  const language = useLanguage();
  const values = trend.map((point) => (point.value === null ? null : Number(point.value)));
  const goal = Number(target);
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  const ends = [...known.map(({ value }) => value), goal];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const x = (index: number) => edge + (index * (width - 2 * edge)) / Math.max(1, trend.length - 1);
  const y = (value: number) => (high === low ? height / 2 : edge + ((high - value) * (height - 2 * edge)) / (high - low));
  const path = values.map((value, index) => (value === null ? "" : `${index > 0 && typeof values[index - 1] === "number" ? "L" : "M"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`)).join("");
  const labels = trend.map((point) => formatPeriod(point.period, language, { short: true }));
  return (
    <FigureFrame
      label={t("metric.trend", { name })}
      axis={t("metric.period")}
      labels={labels}
      series={[
        { name, as: "line", values },
        { name: t("metric.target"), as: "dashed", values: values.map(() => goal) },
      ]}
      format={format}
    >
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" className={classes["chart"]}>
        <line x1="0" x2={width} y1={y(goal)} y2={y(goal)} className={classes["goal"]} />
        <path d={path} className={classes["line"]} />
        {known.map(({ value, index }) => (
          // A line of no length with a round end stays round, however the picture is stretched.
          <path key={index} d={`M${x(index).toFixed(1)} ${y(value).toFixed(1)}h0.01`} className={classes["dot"]}>
            <title>{`${labels[index]}: ${format(value)}`}</title>
          </path>
        ))}
      </svg>
      <div className={classes["ends"]}>
        <span>{labels[0]}</span>
        <span className={classes["key"]}>{t("metric.targetAt", { target: format(goal) })}</span>
        <span>{labels.at(-1)}</span>
      </div>
    </FigureFrame>
  );
}
