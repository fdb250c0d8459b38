const fields = "input:not([type=hidden], [type=file], [readonly], :disabled), input[aria-haspopup=listbox]:not(:disabled), select:not(:disabled), textarea:not([readonly], :disabled)";

/**
 * Marks where the focus goes when a dialog with this content opens: what the content marks itself, else its first
 * field, else the button that changes nothing. Without it the button in the corner would have the focus. Content that
 * comes once its dialog is open takes the focus itself.
 */
export function markFirst(content: HTMLElement | null): void {
  if (!content || content.querySelector("[data-autofocus]")) return;
  const first = firstField(content) ?? content.querySelector<HTMLElement>("[data-harmless]");
  first?.setAttribute("data-autofocus", "true");
  if (content.closest("[role=dialog]")?.contains(document.activeElement)) first?.focus({ preventScroll: true });
}

/** The first field; of radio buttons the chosen one, for it is where the keyboard comes to. */
function firstField(content: HTMLElement): HTMLElement | null {
  const field = content.querySelector<HTMLInputElement>(fields);
  const chosen = field?.type === "radio" && [...content.querySelectorAll<HTMLInputElement>("input[type=radio]:checked")].find(({ name }) => name === field.name);
  return chosen || field;
}
