interface Scored {
  key: string;
  score: string | null;
  weight: string;
}

export interface Contribution {
  /** Points of the composite that the metric brings. */
  brings: number;
  /** Points that the composite would gain if the metric reached its target; 0 when it has. */
  gain: number;
  /** Its share of the composite in per cent: the weight among the metrics that have data. */
  share: number;
}

/** What each metric with data is to the composite. A metric without data counts for nothing, so it is left out. */
export function contributions(metrics: readonly Scored[]): ReadonlyMap<string, Contribution> {
  const scored = metrics.flatMap((metric) => (metric.score === null ? [] : [{ key: metric.key, score: Number(metric.score), weight: Number(metric.weight) }]));
  const whole = scored.reduce((sum, metric) => sum + metric.weight, 0);
  if (whole === 0) return new Map();
  return new Map(
    scored.map(({ key, score, weight }) => [key, { brings: (weight * score) / whole, gain: (weight * Math.max(0, 100 - score)) / whole, share: (weight / whole) * 100 }]),
  );
}
