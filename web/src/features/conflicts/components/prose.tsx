import { Text } from "@mantine/core";

/** What somebody wrote, as it was written: plain text with its line breaks, never markup. */
export function Prose({ children }: { children: string }) {
  return (
    <Text size="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
      {children}
    </Text>
  );
}
