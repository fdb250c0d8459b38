import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatDecimal } from "~/shared/format/format";
import { metricText, type MetricUnit } from "~/shared/format/metric";
import { useLanguage } from "~/shared/i18n/use-language";
import classes from "./score-bar.module.css";

interface Props {
  label: string;
  unit: MetricUnit;
  value: string | null;
  score: string | null;
  /** The values that score 0, 100 and 120. */
  floor: string;
  target: string;
  stretch: string;
}

/** A score as a bar of 0 to 120 with the target as the mark; the number stands beside it in words. */
export function ScoreTrack({ score }: { score: string | null }) {
  const points = score === null ? null : Number(score);
  const tone = points === null ? undefined : points >= 100 ? "good" : points < 60 ? "bad" : "fair";
  return (
    <span className={classes["bar"]} aria-hidden="true">
      {points !== null && <span className={classes["fill"]} data-tone={tone} style={{ width: `${Math.min(100, Math.max(1.2, (points / 120) * 100))}%` }} />}
      <span className={classes["target"]} />
    </span>
  );
}

/** Where a value stands between floor, target and stretch: the axis is the score, 0 to 120, with the target as the mark. */
export function ScoreBar({ label, unit, value, score, floor, target, stretch }: Props) {
  const { t } = useTranslation("scorecards");
  const language = useLanguage();
  const bounds = [
    { points: 0, value: floor },
    { points: 100, value: target },
    { points: 120, value: stretch },
  ];
  return (
    <div>
      <ScoreTrack score={score} />
      {value !== null && score !== null && <VisuallyHidden>{t("bar.text", { label, value: metricText(value, unit, language), score: formatDecimal(score, language, { digits: 1 }) })}</VisuallyHidden>}
      <p className={classes["bounds"]}>
        {bounds.map((bound) => (
          <span key={bound.points}>{t("bar.bound", { value: metricText(bound.value, unit, language), points: bound.points })}</span>
        ))}
      </p>
    </div>
  );
}
