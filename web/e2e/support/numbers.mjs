// Amounts as a person reads them and files as a program does, without a fraction lost.

/** An amount in hundredths, of "NT$1,234.50", "−US$3" or "1234.5000". */
export function cents(text) {
  const digits = text.replaceAll(/[^\d.]/g, "");
  const [whole, fraction = ""] = digits.split(".");
  if (digits === "" || /[1-9]/.test(fraction.slice(2))) throw new Error(`"${text}" is no amount in hundredths`);
  const value = BigInt(whole || "0") * 100n + BigInt(fraction.slice(0, 2).padEnd(2, "0"));
  return /[-−]/.test(text) ? -value : value;
}

/** The sum of amounts, in hundredths. */
export const total = (texts) => texts.reduce((sum, text) => sum + cents(text), 0n);

/** The rows of a CSV file, quoted cells and all. */
export function parseCsv(text) {
  const rows = [];
  let row = [];
  for (const [, quoted, plain, end] of text.replace(/^\ufeff/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  return rows;
}
