/** The person at issue: an account of one's own, or a customer of the brand's. */
export type Whom = { accountId: string } | { customerId: string };

/** Hands a text to the browser as a file. */
export function saveText(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url));
}
