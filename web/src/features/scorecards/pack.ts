/** Where the workbook of a period's cards is: of all that the viewer may see, or of some. */
export function packUrl(period: string, distributors: readonly string[] = []): string {
  const params = new URLSearchParams({ period });
  for (const id of distributors) params.append("distributor", id);
  return `/exports/scorecards?${params.toString()}`;
}
