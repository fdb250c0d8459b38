import { Text } from "@mantine/core";
import { NoData } from "~/shared/format/text";

/** A change with its sign; coloured by whether it is for better or worse, which a metric's direction decides. */
export function ChangeText({ turn, text }: { turn: number | null; text: string | null }) {
  if (text === null) return <NoData />;
  const color = turn === null || Math.abs(turn) < 0.05 ? "dimmed" : turn > 0 ? "var(--portal-good)" : "var(--portal-bad)";
  return (
    <Text component="span" inherit c={color} style={{ fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap" }}>
      {text}
    </Text>
  );
}
