import { useSyncExternalStore } from "react";

type Status = "open" | "lost";

let status: Status = "open";
const listeners = new Set<() => void>();

/** Whether the last live stream stands. It is "open" until one is lost. */
export const liveStatus = {
  get: () => status,
  set(next: Status) {
    if (next === status) return;
    status = next;
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export const useLiveStatus = () => useSyncExternalStore(liveStatus.subscribe, liveStatus.get);
