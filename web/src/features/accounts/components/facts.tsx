import type { ReactNode } from "react";
import { NoData } from "~/shared/format/text";
import classes from "./facts.module.css";

/** Named values one below the other. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes["facts"]}>{children}</dl>;
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
