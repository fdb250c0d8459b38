export type ListParameters = Readonly<Record<string, string | boolean | undefined>>;

/** Where the file of a list is, narrowed by the parameters that are set. */
export function listUrl(list: string, format: "csv" | "xlsx", filter: ListParameters): string {
  const params = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(filter)) if (value !== undefined && value !== "") params.set(name, String(value));
  return `/exports/${list}?${params.toString()}`;
}
