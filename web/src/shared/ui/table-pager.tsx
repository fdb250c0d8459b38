import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatInteger } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";
import { Icon } from "./icon";

export interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}

interface Props {
  pageInfo: PageInfo;
  /** Null when there are too many to count. */
  totalCount: number | null | undefined;
  shown: number;
  busy: boolean;
  onPage(to: { after?: string; before?: string }): void;
}

/** Steps between the pages of a list, by cursor. */
export function TablePager({ pageInfo, totalCount, shown, busy, onPage }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = pageInfo;
  return (
    <Group justify="space-between" component="nav" aria-label={t("table.pages")}>
      <Text size="sm" c="dimmed" role="status">
        {totalCount === null && t("table.shownOfMany", { shown: formatInteger(shown, language) })}
        {typeof totalCount === "number" && t("table.shownOf", { shown: formatInteger(shown, language), total: formatInteger(totalCount, language), count: totalCount })}
      </Text>
      {(hasNextPage || hasPreviousPage) && (
        <Group gap="xs">
          <Button size="xs" variant="default" leftSection={<Icon name="chevronLeft" size={14} />} disabled={!hasPreviousPage || !startCursor || busy} onClick={() => startCursor && onPage({ before: startCursor })}>
            {t("table.previous")}
          </Button>
          <Button size="xs" variant="default" rightSection={<Icon name="chevronRight" size={14} />} disabled={!hasNextPage || !endCursor || busy} onClick={() => endCursor && onPage({ after: endCursor })}>
            {t("table.next")}
          </Button>
        </Group>
      )}
    </Group>
  );
}
