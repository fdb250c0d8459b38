interface Place {
  id: string;
  parentId: string | null;
}

export interface Branch<P extends Place> {
  place: P;
  children: Branch<P>[];
}

/** The part of the region tree that leads to the given places: they and all that holds them, from the top. */
export function branchesTo<P extends Place>(places: readonly P[], concerned: ReadonlySet<string>): Branch<P>[] {
  const byId = new Map(places.map((place) => [place.id, place]));
  const kept = new Set<string>();
  for (const id of concerned) {
    for (let place = byId.get(id); place && !kept.has(place.id); place = place.parentId ? byId.get(place.parentId) : undefined) kept.add(place.id);
  }
  const below = (parentId: string | null): Branch<P>[] =>
    places.filter((place) => kept.has(place.id) && (place.parentId === parentId || (parentId === null && place.parentId !== null && !byId.has(place.parentId)))).map((place) => ({ place, children: below(place.id) }));
  return below(null);
}
