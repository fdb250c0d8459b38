interface Part {
  key: string;
  points: string;
}

/** One part of a movement, as a piece between two composites. */
export interface Step {
  key: string;
  points: number;
  /** The composite before the part, and with it. */
  from: number;
  to: number;
}

/** The parts of a movement laid end to end, what added most first and what took most last; those of no points are left out. */
export function steps(from: number, parts: readonly Part[]): Step[] {
  const moving = parts.map(({ key, points }) => ({ key, points: Number(points) })).filter(({ points }) => Math.abs(points) >= 0.005);
  let at = from;
  return moving
    .sort((a, b) => b.points - a.points)
    .map(({ key, points }) => {
      const before = at;
      at += points;
      return { key, points, from: before, to: at };
    });
}

/** The stretch of composites that holds all steps, with some air at both ends. */
export function stretch(values: readonly number[]): { low: number; high: number } {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const air = Math.max(1, (high - low) * 0.08);
  return { low: low - air, high: high + air };
}
