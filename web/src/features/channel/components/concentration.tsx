import { Stack, Text } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { FigureFrame } from "~/shared/figure/figure-frame";
import { formatInteger, formatPercent } from "~/shared/format/format";
import { sentences } from "~/shared/i18n/sentences";
import { useLanguage } from "~/shared/i18n/use-language";
import type { View } from "../channel";
import classes from "./concentration.module.css";

const [height, left, bottom, top, right] = [280, 44, 40, 10, 20];
const y = (percent: number) => height - bottom - (percent / 100) * (height - bottom - top);

/** How much of the revenue the largest distributors bring: the curve, and where it stands for the largest fifth. */
export function Concentration({ concentration }: { concentration: View["concentration"] }) {
  const { t } = useTranslation("channel");
  const language = useLanguage();
  const { curve, topFifth, forEighty, distributors } = concentration;
  const percent = (value: number | string) => formatPercent(value, language);
  if (topFifth === null || curve.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("concentration.none")}
      </Text>
    );
  }
  const points = curve.map((point) => [Number(point.distributors), Number(point.revenue)] as const);
  return (
    <Stack gap="sm">
      <Text size="sm">
        {sentences(language, t("concentration.fifth", { share: percent(topFifth) }), t("concentration.eighty", { count: forEighty, few: formatInteger(forEighty, language), all: formatInteger(distributors, language) }))}
      </Text>
      <FigureFrame label={t("concentration")} axis={t("concentration.distributors")} labels={points.map(([at]) => percent(at))} series={[{ name: t("concentration.revenue"), as: "line", values: points.map(([, share]) => share) }]} format={percent}>
        <Curve points={points} fifth={Number(topFifth)} format={percent} />
      </FigureFrame>
    </Stack>
  );
}

interface CurveProps {
  /** Part of the distributors and of the revenue, in per cent. */
  points: readonly (readonly [number, number])[];
  /** What the largest fifth brings. */
  fifth: number;
  format(value: number): string;
}

function Curve({ points, fifth, format }: CurveProps) {
  const { t } = useTranslation("channel");
  const { ref, width } = useElementSize();
  const x = (percent: number) => left + (percent / 100) * Math.max(0, width - left - right);
  const path = [[0, 0] as const, ...points].map(([at, share], index) => `${index === 0 ? "M" : "L"}${x(at).toFixed(1)} ${y(share).toFixed(1)}`).join("");
  const ticks = [0, 20, 40, 60, 80, 100];
  return (
    <div ref={ref} style={{ height }}>
      {width > 0 && (
        <svg width={width} height={height} className={classes["picture"]}>
          {ticks.map((tick) => (
            <g key={tick}>
              <line x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} className={classes["grid"]} />
              <text x={left - 8} y={y(tick) + 4} textAnchor="end">
                {format(tick)}
              </text>
              <text x={x(tick)} y={height - bottom + 18} textAnchor="middle">
                {format(tick)}
              </text>
            </g>
          ))}
          <text x={(left + width - right) / 2} y={height - 4} textAnchor="middle">
            {t("concentration.distributors")}
          </text>
          <text x={left + 8} y={y(100) + 14}>
            {t("concentration.revenue")}
          </text>
          <line x1={x(0)} y1={y(0)} x2={x(100)} y2={y(100)} className={classes["even"]} />
          <path d={`${path}L${x(100)} ${y(0)}L${x(0)} ${y(0)}Z`} className={classes["area"]} />
          <path d={path} className={classes["curve"]} />
          <line x1={x(20)} x2={x(20)} y1={y(0)} y2={y(fifth)} className={classes["fifth"]} />
          <circle cx={x(20)} cy={y(fifth)} r="5" className={classes["point"]} />
        </svg>
      )}
    </div>
  );
}
