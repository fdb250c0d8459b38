import { turnOf } from "./trend";

interface Metric {
  key: string;
  value: string | null;
  score: string | null;
  higherIsBetter: boolean;
  trend: readonly { value: string | null }[];
}

export interface Card {
  composite: string | null;
  metrics: readonly Metric[];
  movement: { from: string | null; to: string | null; parts: readonly { key: string; points: string }[] };
}

/** How many may be compared at once. */
export const mostCompared = 40;

/** What the rows are sorted by: a name, the composite, its change, or a metric's key. */
export const sortsOfAll = ["name", "composite", "change"] as const;

/** How a composite moved since the period before; null when one of the two has none. */
export const compositeChange = ({ movement: { from, to } }: { movement: { from: string | null; to: string | null } }): number | null => (from === null || to === null ? null : Number(to) - Number(from));

/** The keys of all metrics of the cards, the one that took most points from all of them together first. */
export function worstFirst(cards: readonly Card[]): string[] {
  const points = new Map<string, number>();
  for (const { metrics } of cards) for (const { key } of metrics) points.set(key, points.get(key) ?? 0);
  for (const { movement } of cards) {
    for (const part of movement.parts) {
      const sum = points.get(part.key);
      if (sum !== undefined) points.set(part.key, sum + Number(part.points));
    }
  }
  return [...points.entries()].sort((a, b) => a[1] - b[1]).map(([key]) => key);
}

/** What took most points from one card; undefined when nothing did. */
export function fellMost({ movement }: Pick<Card, "movement">): { key: string; points: number } | undefined {
  const parts = movement.parts.map(({ key, points }) => ({ key, points: Number(points) })).sort((a, b) => a.points - b.points);
  return parts[0] && parts[0].points < 0 ? parts[0] : undefined;
}

export interface Order {
  by: string;
  /** Of a metric: its score, or how it moved for better or worse. */
  how: "score" | "change";
  direction: "ASC" | "DESC";
}

/** The cards in order; those without a value come last, whichever the direction. */
export function ordered<C extends Card>(cards: readonly C[], { by, how, direction }: Order, nameOf: (card: C) => string): C[] {
  const compare = (a: string, b: string) => a.localeCompare(b) * (direction === "DESC" ? -1 : 1);
  if (by === "name") return [...cards].sort((a, b) => compare(nameOf(a), nameOf(b)));
  const value = (card: C): number | null => {
    if (by === "composite") return card.composite === null ? null : Number(card.composite);
    if (by === "change") return compositeChange(card);
    const metric = card.metrics.find(({ key }) => key === by);
    if (!metric) return null;
    return how === "change" ? turnOf(metric) : metric.score === null ? null : Number(metric.score);
  };
  const sign = direction === "DESC" ? -1 : 1;
  return [...cards].sort((a, b) => {
    const [first, second] = [value(a), value(b)];
    if (first === null || second === null) return first === second ? nameOf(a).localeCompare(nameOf(b)) : first === null ? 1 : -1;
    return (first - second) * sign || nameOf(a).localeCompare(nameOf(b));
  });
}

/** How a score reads at a glance: reached, near, short of it, or far. */
export function toneOf(score: string | null): "good" | "fair" | "poor" | "bad" | undefined {
  if (score === null) return undefined;
  const points = Number(score);
  return points >= 100 ? "good" : points >= 75 ? "fair" : points >= 60 ? "poor" : "bad";
}
