import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { FigureFrame } from "~/shared/figure/figure-frame";
import { formatDecimal } from "~/shared/format/format";
import { useMetricName } from "~/shared/format/metric";
import { formatPeriod } from "~/shared/format/period";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { Panel } from "~/shared/ui/panel";
import { steps, stretch } from "../movement";
import classes from "./movement.module.css";

export const movementFragment = graphql(`
  fragment Movement on Scorecard {
    period
    movement { period from to parts { key points } }
  }
`);

/** What moved the composite since the period before: each metric's part as a step from the one to the other. */
export function Movement({ data }: { data: FragmentOf<typeof movementFragment> }) {
  const { t } = useTranslation("scorecards");
  const language = useLanguage();
  const metricName = useMetricName();
  const { period, movement } = readFragment(movementFragment, data);
  const { from, to } = movement;
  const title = t("movement.title");
  const before = formatPeriod(movement.period, language);
  if (from === null || to === null) {
    return (
      <Panel title={title}>
        <Text size="sm" c="dimmed">
          {from === null ? t("movement.noneBefore", { period: before }) : t("movement.noneNow")}
        </Text>
      </Panel>
    );
  }
  const laid = steps(Number(from), movement.parts);
  const { low, high } = stretch([Number(from), Number(to), ...laid.map((step) => step.to)]);
  const place = (value: number) => ((value - low) / (high - low)) * 100;
  const whole = (value: string | number) => formatDecimal(value, language, { digits: 2 });
  const signed = (value: number) => formatDecimal(value.toFixed(2), language, { digits: 2, signed: true });
  const nameOf = (key: string) => (key === "deductions" ? t("movement.deductions") : metricName(key));
  const ends = [
    { name: before, value: Number(from) },
    { name: formatPeriod(period, language), value: Number(to) },
  ];
  const row = (name: string, mark: { start: number; end: number; tone: string }, value: string) => (
    <li key={name}>
      <span className={classes["name"]}>{name}</span>
      <span className={classes["track"]}>
        <span data-tone={mark.tone} style={{ insetInlineStart: `${Math.min(mark.start, mark.end)}%`, width: `${Math.abs(mark.end - mark.start)}%` }} />
      </span>
      <span className={classes["points"]}>{value}</span>
    </li>
  );
  const [first, last] = ends.map(({ name, value }) => row(name, { start: place(value), end: place(value), tone: "end" }, whole(value)));
  return (
    <Panel title={title} description={t("movement.lead", { change: signed(Number(to) - Number(from)), period: before })}>
      {/* The table behind it gives the parts; they begin and end at the two composites. */}
      <FigureFrame
        label={title}
        axis={t("movement.part")}
        labels={[ends[0]?.name ?? "", ...laid.map(({ key }) => nameOf(key)), ends[1]?.name ?? ""]}
        series={[
          { name: t("movement.points"), as: "bar", values: [null, ...laid.map(({ points }) => points), null] },
          { name: t("list.composite"), as: "line", values: [Number(from), ...laid.map((step) => step.to), Number(to)] },
        ]}
        format={(value) => whole(value)}
      >
        <ul className={classes["steps"]}>
          {first}
          {laid.map((step) => row(nameOf(step.key), { start: place(step.from), end: place(step.to), tone: step.points > 0 ? "good" : "bad" }, signed(step.points)))}
          {last}
        </ul>
      </FigureFrame>
    </Panel>
  );
}
