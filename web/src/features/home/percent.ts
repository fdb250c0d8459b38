/** part ÷ whole in per cent, for a picture or a rounded text; null when the whole is 0. */
export function percentOf(part: string, whole: string): number | null {
  const divisor = Number(whole);
  return divisor === 0 ? null : (Number(part) / divisor) * 100;
}
