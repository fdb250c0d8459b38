/** The year's months as periods. */
export const monthsOf = (year: string): string[] => Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, "0")}`);

/** The years from the day of joining to today, newest first. */
export function yearsOf(joinedOn: string, today: string): string[] {
  const last = Number(today.slice(0, 4));
  const first = Math.min(last, Number(joinedOn.slice(0, 4)));
  return Array.from({ length: last - first + 1 }, (_, index) => String(last - index));
}
