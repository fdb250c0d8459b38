import { parsePeriod } from "~/shared/format/period";

/** Search parameters are plain text in the URL: ?state=FAILED,ACCEPTED&period=2013-Q3. These read them, one by one. */
export const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

export const oneOf =
  <T extends string>(values: readonly T[]) =>
  (value: unknown): T | undefined =>
    values.find((one) => one === value);

/** A comma-separated list of known values; undefined when none is left. */
export const manyOf =
  <T extends string>(values: readonly T[]) =>
  (value: unknown): T[] | undefined => {
    const given = Array.isArray(value) ? value : typeof value === "string" ? value.split(",") : [];
    const known = values.filter((one) => given.includes(one));
    return known.length > 0 ? known : undefined;
  };

export const flag = (value: unknown): true | undefined => (value === "true" || value === true ? true : undefined);

export const date = (value: unknown): string | undefined => {
  const given = text(value);
  return given && /^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(Date.parse(given)) ? given : undefined;
};

/** A year of this century: "2026". */
export const year = (value: unknown): string | undefined => {
  const given = text(value);
  return given && /^20\d{2}$/.test(given) ? given : undefined;
};

export const period = (value: unknown): string | undefined => {
  const given = text(value);
  return given && parsePeriod(given) ? given : undefined;
};

/** What every list keeps in the URL: where the page is, how it is sorted, and which dialog is open on what. */
export interface ListSearch {
  after?: string | undefined;
  before?: string | undefined;
  /** Field and direction: "NAME.ASC". */
  sort?: string | undefined;
  search?: string | undefined;
  dialog?: string | undefined;
  id?: string | undefined;
}

/** Reads ListSearch; sort is kept only when its field is among the given ones. */
export function listSearch(search: Record<string, unknown>, sortFields: readonly string[] = []): ListSearch {
  const sort = text(search["sort"]);
  const known = sort !== undefined && /\.(ASC|DESC)$/.test(sort) && sortFields.includes(sort.split(".")[0] ?? "");
  return defined({
    after: text(search["after"]),
    before: text(search["before"]),
    sort: known ? sort : undefined,
    search: text(search["search"]),
    dialog: text(search["dialog"]),
    id: text(search["id"]),
  });
}

/** The object without its undefined members, so that the URL stays short. */
export function defined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}

/** Variables of a Relay page: 25 rows from the front, or from the back when going back. */
export function pageVariables(search: ListSearch, size = 25): { first?: number; after?: string; last?: number; before?: string } {
  if (search.before) return { last: size, before: search.before };
  return search.after ? { first: size, after: search.after } : { first: size };
}

/** The sort as the schema's input; the caller's field type is checked by listSearch's field list. */
export function sortVariable<F extends string>(search: ListSearch): { field: F; direction: "ASC" | "DESC" } | undefined {
  if (!search.sort) return undefined;
  const [field, direction] = search.sort.split(".");
  return { field: field as F, direction: direction === "DESC" ? "DESC" : "ASC" };
}

/** URL text of search parameters, and back. Everything is text; a list is joined by commas. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value === undefined || value === null || value === "") continue;
    params.set(key, Array.isArray(value) ? value.join(",") : String(value));
  }
  const joined = params.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
  return joined ? `?${joined}` : "";
}

export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}
