interface Trend {
  value: string | null;
  trend: readonly { value: string | null }[];
  higherIsBetter: boolean;
}

/** How a metric moved since the period before, in its own unit; null when one of the two has no data. */
export function changeOf({ value, trend }: Pick<Trend, "value" | "trend">): number | null {
  const before = trend.at(-2)?.value ?? null;
  return value === null || before === null ? null : Number(value) - Number(before);
}

/** The change as better or worse: below 0 is worse, whichever way the metric counts. */
export function turnOf(metric: Trend): number | null {
  const change = changeOf(metric);
  return change === null || metric.higherIsBetter ? change : -change;
}
