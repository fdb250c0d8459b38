import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./figure.module.css";

export interface Point {
  /** What the point is for, as a person reads it. */
  label: string;
  /** Null where there is no data: the line breaks. */
  value: number | null;
}

interface Props {
  label: string;
  points: readonly Point[];
  /** Writes a value for the text that stands in for the picture. */
  format(value: number): string;
  width?: number;
  height?: number;
}

/** A line as small as a word, for tables and tiles. Plain SVG: it costs no chart library. Its text tells first, last, lowest and highest. */
export function Sparkline({ label, points, format, width = 96, height = 26 }: Props) {
  const { t } = useTranslation();
  const known = points.flatMap((point, index) => (point.value === null ? [] : [{ ...point, index, value: point.value }]));
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last) return <span className={classes["quiet"]}>{t("value.none")}</span>;
  const values = known.map((point) => point.value);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const x = (index: number) => 3 + (index * (width - 6)) / Math.max(1, points.length - 1);
  const y = (value: number) => (high === low ? height / 2 : 3 + ((high - value) * (height - 6)) / (high - low));
  let path = "";
  points.forEach((point, index) => {
    if (point.value === null) return;
    const start = index === 0 || points[index - 1]?.value === null;
    path += `${start ? "M" : "L"}${x(index).toFixed(1)} ${y(point.value).toFixed(1)}`;
  });
  return (
    <span className={classes["spark"]}>
      <svg aria-hidden="true" width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
        <path d={path} fill="none" stroke="var(--mantine-color-anchor)" strokeWidth="1.6" strokeLinejoin="round" strokeLinecap="round" />
        <circle cx={x(last.index)} cy={y(last.value)} r="2.6" fill="var(--mantine-color-anchor)" />
      </svg>
      <VisuallyHidden>{t("figure.spark", { label, from: first.label, first: format(first.value), to: last.label, last: format(last.value), low: format(low), high: format(high) })}</VisuallyHidden>
    </span>
  );
}
