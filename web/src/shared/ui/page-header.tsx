import { Box, Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";
import classes from "./page-header.module.css";

interface Props {
  /** The page's name: its only h1, and the browser's title. */
  title: string;
  /** One sentence or a few facts under the title. */
  subtitle?: ReactNode;
  /** A link to the page above. */
  back?: ReactNode;
  /** Buttons, the main one last. */
  actions?: ReactNode;
}

/** The top of each page. */
export function PageHeader({ title, subtitle, back, actions }: Props) {
  useDocumentTitle(`${title} · Tonglu`);
  return (
    <Box component="header" mb="lg">
      {back && (
        <Text component="div" size="sm" mb={6} data-screen-only>
          {back}
        </Text>
      )}
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} className={classes["words"]}>
          <Title order={1} tabIndex={-1} className={classes["title"]}>
            {title}
          </Title>
          {subtitle && (
            <Text component="div" c="dimmed" size="sm">
              {subtitle}
            </Text>
          )}
        </Stack>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
    </Box>
  );
}
