/** One value of an entry, before and after; undefined where there was none. */
export interface Difference {
  /** The way to the value: "name.zhHant". */
  path: string;
  before: string | undefined;
  after: string | undefined;
  changed: boolean;
}

/** A value as text. An object's inside is told by its members; only empty ones and lists end here. */
function leaf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map((one) => (typeof one === "object" && one !== null ? JSON.stringify(one) : leaf(one))).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function flatten(value: unknown, path: string, into: Map<string, string>): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0) {
    for (const [key, inner] of Object.entries(value)) flatten(inner, path ? `${path}.${key}` : key, into);
  } else into.set(path, leaf(value));
}

function read(json: string | null): Map<string, string> {
  const values = new Map<string, string>();
  if (json === null || json === "") return values;
  try {
    flatten(JSON.parse(json), "", values);
  } catch {
    values.set("", json);
  }
  return values;
}

/** The values of an entry side by side: those that changed first, each group in the order that they came. */
export function differences(before: string | null, after: string | null): Difference[] {
  const [old, now] = [read(before), read(after)];
  const all = [...new Set([...old.keys(), ...now.keys()])].map((path) => ({ path, before: old.get(path), after: now.get(path), changed: old.get(path) !== now.get(path) }));
  return [...all.filter((one) => one.changed), ...all.filter((one) => !one.changed)];
}
