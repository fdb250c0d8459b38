import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { createContext, useId, useState, type ReactNode } from "react";

interface Props {
  title: string;
  description?: ReactNode;
  /** Links or buttons at the right of the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** The place beside a panel's title, for the controls of what is drawn in it. */
export const PanelCorner = createContext<HTMLElement | null>(null);

/** A titled part of a page. */
export function Panel({ title, description, actions, children }: Props) {
  const id = useId();
  const [corner, setCorner] = useState<HTMLElement | null>(null);
  return (
    <Paper component="section" aria-labelledby={id} p={{ base: "md", sm: "lg" }} bg="var(--portal-surface)" miw={0}>
      <Group justify="space-between" align="flex-start" mb="md" gap="xs">
        {/* The words give way to what stands beside them, down to a width at which they still read well. */}
        <Stack gap={2} flex="1 1 15rem" miw={0}>
          <Title order={2} size="h3" id={id}>
            {title}
          </Title>
          {description && (
            <Text component="div" size="sm" c="dimmed">
              {description}
            </Text>
          )}
        </Stack>
        <Group gap="md">
          <div ref={setCorner} style={{ display: "contents" }} />
          {actions}
        </Group>
      </Group>
      <PanelCorner value={corner}>{children}</PanelCorner>
    </Paper>
  );
}
