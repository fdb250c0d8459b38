import { Center, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

export interface EmptyStateProps {
  /** What is not there. */
  title: string;
  /** What to do about it. */
  hint: ReactNode;
  icon?: IconName;
  action?: ReactNode;
}

/** What stands where there is nothing yet: why, and what to do. */
export function EmptyState({ title, hint, icon = "list", action }: EmptyStateProps) {
  return (
    <Center py="xl" px="md">
      <Stack align="center" gap="xs" maw={440} ta="center">
        <Text c="dimmed" component="span">
          <Icon name={icon} size={32} />
        </Text>
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="dimmed" component="div">
          {hint}
        </Text>
        {action}
      </Stack>
    </Center>
  );
}
