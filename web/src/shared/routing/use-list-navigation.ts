import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import type { ListSearch } from "./search";

type Patch = Record<string, string | string[] | boolean | undefined>;

export interface ListNavigation {
  /** Changes filters, and returns to the first page. */
  filter(patch: Patch): void;
  /** Changes the sort, and returns to the first page. */
  sort(sort: string | undefined): void;
  page(to: { after?: string; before?: string }): void;
  /** Opens a dialog on a row, or closes it. */
  dialog(name: string | undefined, id?: string): void;
}

/** Moves about in a list by changing the URL, which is where the list keeps its state. */
export function useListNavigation(): ListNavigation {
  const navigate = useNavigate();
  const patch = useCallback(
    (change: Patch & Partial<ListSearch>, replace: boolean) => {
      void navigate({
        to: ".",
        replace,
        resetScroll: false,
        search: ((before: Record<string, unknown>) => ({ ...before, ...change })) as never,
      });
    },
    [navigate],
  );
  return {
    filter: useCallback((change) => patch({ ...change, after: undefined, before: undefined }, true), [patch]),
    sort: useCallback((sort) => patch({ sort, after: undefined, before: undefined }, true), [patch]),
    page: useCallback((to) => patch({ after: to.after, before: to.before }, false), [patch]),
    dialog: useCallback((name, id) => patch({ dialog: name, id }, name === undefined), [patch]),
  };
}
