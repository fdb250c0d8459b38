/** What the tree needs to know of a region. */
export interface Place {
  id: string;
  parentId: string | null;
}

export interface TreeNode<P extends Place> {
  place: P;
  children: TreeNode<P>[];
}

export interface TreeRow<P extends Place> {
  place: P;
  /** From 1, as aria-level counts. */
  level: number;
  position: number;
  siblings: number;
  /** Undefined for a region that holds none. */
  expanded: boolean | undefined;
}

/** The tree of the places, in their order. A place whose parent is missing stands at the top. */
export function buildTree<P extends Place>(places: readonly P[]): TreeNode<P>[] {
  const nodes = new Map(places.map((place) => [place.id, { place, children: [] as TreeNode<P>[] }]));
  const roots: TreeNode<P>[] = [];
  for (const node of nodes.values()) {
    const parent = node.place.parentId ? nodes.get(node.place.parentId) : undefined;
    (parent?.children ?? roots).push(node);
  }
  return roots;
}

/** The ids of the places above, the nearest first. */
export function ancestorsOf(places: ReadonlyMap<string, Place>, id: string): string[] {
  const above: string[] = [];
  for (let at = places.get(id)?.parentId; at && !above.includes(at); at = places.get(at)?.parentId) above.push(at);
  return above;
}

/**
 * The rows to show, from top to bottom: what lies within collapsed places is left out. With kept, only those are
 * shown, and all of them open, as while searching.
 */
export function visibleRows<P extends Place>(roots: readonly TreeNode<P>[], expanded: ReadonlySet<string>, kept?: ReadonlySet<string>): TreeRow<P>[] {
  const rows: TreeRow<P>[] = [];
  const add = (nodes: readonly TreeNode<P>[], level: number) => {
    const shown = kept ? nodes.filter((node) => kept.has(node.place.id)) : nodes;
    shown.forEach(({ place, children }, index) => {
      const inside = kept ? children.filter((child) => kept.has(child.place.id)) : children;
      const open = inside.length > 0 && (kept !== undefined || expanded.has(place.id));
      rows.push({ place, level, position: index + 1, siblings: shown.length, expanded: inside.length > 0 ? open : undefined });
      if (open) add(inside, level + 1);
    });
  };
  add(roots, 1);
  return rows;
}

/** The places that fit, with all above them; undefined when nothing is looked for. */
export function searchPlaces<P extends Place>(places: readonly P[], typed: string, words: (place: P) => readonly string[]): { kept: Set<string>; hits: Set<string> } | undefined {
  const wanted = typed.normalize("NFKC").trim().toLowerCase();
  if (!wanted) return undefined;
  const byId = new Map(places.map((place) => [place.id, place]));
  const hits = new Set(places.filter((place) => words(place).some((word) => word.normalize("NFKC").toLowerCase().includes(wanted))).map((place) => place.id));
  const kept = new Set(hits);
  for (const id of hits) for (const above of ancestorsOf(byId, id)) kept.add(above);
  return { kept, hits };
}

export type TreeMove = { focus: string } | { expand: string } | { collapse: string } | undefined;

/** What an arrow key does in a tree (WAI-ARIA): down and up move, right opens or enters, left closes or leaves. */
export function moveInTree<P extends Place>(rows: readonly TreeRow<P>[], at: string, key: string): TreeMove {
  const index = rows.findIndex((row) => row.place.id === at);
  const row = rows[index];
  if (!row) return undefined;
  const focus = (other: TreeRow<P> | undefined): TreeMove => (other ? { focus: other.place.id } : undefined);
  switch (key) {
    case "ArrowDown":
      return focus(rows[index + 1]);
    case "ArrowUp":
      return focus(rows[index - 1]);
    case "Home":
      return focus(rows[0]);
    case "End":
      return focus(rows[rows.length - 1]);
    case "ArrowRight":
      if (row.expanded === undefined) return undefined;
      return row.expanded ? focus(rows[index + 1]) : { expand: at };
    case "ArrowLeft":
      if (row.expanded) return { collapse: at };
      return row.place.parentId && rows.some((one) => one.place.id === row.place.parentId) ? { focus: row.place.parentId } : undefined;
    default:
      return undefined;
  }
}
