import { useEffect, useEffectEvent } from "react";

const elsewhere = "input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox]";

/** Calls what belongs to a key, by KeyboardEvent.key in lower case, unless one is typing or a dialog is open. */
export function useKeys(actions: Readonly<Record<string, () => void>>, on = true): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(elsewhere)) return;
    if (document.querySelector("[role=dialog]")) return;
    const act = actions[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    if (!on) return;
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [on]);
}
