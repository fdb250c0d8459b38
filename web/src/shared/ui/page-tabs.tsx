import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, ReactNode, Ref } from "react";
import classes from "./page-tabs.module.css";

/** The pages that belong together, as a row of links above them. */
export function PageTabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className={classes["tabs"]}>
      {children}
    </nav>
  );
}

function TabBase({ children, ...props }: AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> }) {
  return (
    <a {...props} className={classes["tab"]}>
      {children}
    </a>
  );
}

/** One page of PageTabs. The router marks the present one with aria-current. */
export const PageTab = createLink(TabBase);
