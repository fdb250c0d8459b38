import type { ReactNode } from "react";
import { NoData } from "~/shared/format/text";
import classes from "./facts.module.css";

/** Named values one below the other: in two columns, or the names at one side and the values at the other. */
export function Facts({ apart = false, children }: { apart?: boolean; children: ReactNode }) {
  return <dl className={`${classes["facts"]} ${classes[apart ? "apart" : "columns"]}`}>{children}</dl>;
}

/** One named value; a dash when there is none. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children || <NoData />}</dd>
    </div>
  );
}
