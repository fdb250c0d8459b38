import { Paper, Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./stat-card.module.css";

interface Props {
  label: string;
  value: ReactNode;
  /** What to compare it with, or what it means. */
  hint?: ReactNode;
  /** A small picture of it. */
  picture?: ReactNode;
  /** "bad" and "good" colour the value's mark; the words must say it, too. */
  tone?: "good" | "bad";
}

/** One number with its name. */
export function StatCard({ label, value, hint, picture, tone }: Props) {
  return (
    <Paper p="md" bg="var(--portal-surface)" className={classes["card"]} data-tone={tone}>
      <Text component="div" size="sm" c="dimmed">
        {label}
      </Text>
      <div className={classes["value"]} data-stat={label}>
        {value}
      </div>
      {hint && (
        <Text component="div" size="sm" c="dimmed">
          {hint}
        </Text>
      )}
      {picture && <div className={classes["picture"]}>{picture}</div>}
    </Paper>
  );
}
