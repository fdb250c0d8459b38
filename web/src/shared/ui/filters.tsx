import type { ReactNode } from "react";
import classes from "./filters.module.css";

/** The fields that narrow a list down: in a row on a desk, two beside each other on a phone. */
export function Filters({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="search" aria-label={label} className={classes["filters"]}>
      {children}
    </div>
  );
}
