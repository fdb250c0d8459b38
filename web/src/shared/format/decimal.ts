const places = 8;

/** "1234.5" as a whole number of 10⁻⁸. */
function scaled(text: string): bigint {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const value = BigInt(whole || "0") * 10n ** BigInt(places) + BigInt(fraction.padEnd(places, "0").slice(0, places));
  return text.startsWith("-") ? -value : value;
}

function text(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, "0");
  const fraction = digits.slice(-places).replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -places)}${fraction ? `.${fraction}` : ""}`;
}

/** The exact sum of decimals as the server writes them, to eight places. */
export const sumDecimals = (values: readonly string[]): string => text(values.reduce((total, value) => total + scaled(value), 0n));

/** The exact product of two decimals, cut to eight places. */
export const multiplyDecimals = (a: string, b: string): string => text((scaled(a) * scaled(b)) / 10n ** BigInt(places));

/** The number with the other sign. */
export const negated = (value: string): string => (value.startsWith("-") ? value.slice(1) : /^0*\.?0*$/.test(value) ? value : `-${value}`);

/** A number as people type it, with full-width digits or thousands separators, as the server wants it; undefined when it is none. */
export function readDecimal(typed: string): string | undefined {
  const plain = typed.normalize("NFKC").replaceAll(/[\s,']/g, "");
  return /^[-+]?\d+(\.\d+)?$/.test(plain) ? plain.replace(/^\+/, "") : undefined;
}
