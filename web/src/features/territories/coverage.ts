import { ancestorsOf, type Place } from "./tree";

/** Who may sell in a region: one alone, some beside each other, somebody in parts of it, or nobody. */
export type CoverState = "exclusive" | "shared" | "parts" | "open";

export interface Cover {
  state: CoverState;
  /** How many distributors may sell in the region itself. */
  distributors: number;
}

interface Span {
  distributor: { id: string };
  territory: { id: string };
  productLine: { id: string } | null;
  from: string;
  until: string | null;
  exclusive: boolean;
}

/**
 * How each region is covered by the assignments, all in force. An assignment covers what lies within its territory;
 * the nearest assigned region at or above one counts. With a line, only assignments that hold it count.
 */
export function coverage(places: readonly Place[], assignments: readonly Span[], lineId?: string): Map<string, Cover> {
  const byId = new Map(places.map((place) => [place.id, place]));
  const at = new Map<string, Span[]>();
  const withParts = new Set<string>();
  for (const one of assignments) {
    if (lineId && one.productLine && one.productLine.id !== lineId) continue;
    at.set(one.territory.id, [...(at.get(one.territory.id) ?? []), one]);
    for (const above of ancestorsOf(byId, one.territory.id)) withParts.add(above);
  }
  const covers = new Map<string, Cover>();
  for (const { id } of places) {
    const nearest = [id, ...ancestorsOf(byId, id)].map((one) => at.get(one)).find((some) => some !== undefined);
    if (nearest) covers.set(id, { state: nearest.some((one) => one.exclusive) ? "exclusive" : "shared", distributors: new Set(nearest.map((one) => one.distributor.id)).size });
    else covers.set(id, { state: withParts.has(id) ? "parts" : "open", distributors: 0 });
  }
  return covers;
}

interface Draft {
  distributorId: string | undefined;
  productLineId: string | undefined;
  from: string | null;
  until: string | null;
  exclusive: boolean;
}

/**
 * Which of the assignments that reach a draft's territory stand in its way: the server refuses an exclusive one
 * where another distributor's exclusive one has the same line (or all) on the same days.
 */
export function inTheWay<S extends Span>(draft: Draft, reaching: readonly S[]): S[] {
  const { from, until } = draft;
  if (!draft.exclusive || !from) return [];
  return reaching.filter(
    (one) =>
      one.exclusive &&
      one.distributor.id !== draft.distributorId &&
      (!one.productLine || !draft.productLineId || one.productLine.id === draft.productLineId) &&
      (until === null || one.from <= until) &&
      (one.until === null || from <= one.until),
  );
}
