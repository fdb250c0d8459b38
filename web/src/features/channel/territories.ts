import type { TerritoryRow } from "./channel";

export const sortFields = ["NAME", "REVENUE", "BREADTH", "LENGTH", "DEPTH", "DENSITY", "ASSIGNED"] as const;
export type SortField = (typeof sortFields)[number];

/** What a territory is sorted by and drawn with; null when there is nothing to tell. */
export function valueOf(row: TerritoryRow, field: Exclude<SortField, "NAME">): number | null {
  switch (field) {
    case "REVENUE":
      return Number(row.revenue.amount);
    case "BREADTH":
      return row.breadth;
    case "ASSIGNED":
      return row.assigned;
    default: {
      const value = row[field === "LENGTH" ? "length" : field === "DEPTH" ? "depth" : "density"];
      return value === null ? null : Number(value);
    }
  }
}

/** The rows in the order of "REVENUE.DESC"; what has no value stands last whichever way. */
export function sorted(rows: readonly TerritoryRow[], sort: string, nameOf: (row: TerritoryRow) => string): TerritoryRow[] {
  const [field, direction] = sort.split(".") as [SortField, string];
  const sign = direction === "DESC" ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (field === "NAME") return sign * nameOf(a).localeCompare(nameOf(b));
    const [left, right] = [valueOf(a, field), valueOf(b, field)];
    if (left === null || right === null) return left === right ? nameOf(a).localeCompare(nameOf(b)) : left === null ? 1 : -1;
    return sign * (left - right) || nameOf(a).localeCompare(nameOf(b));
  });
}
