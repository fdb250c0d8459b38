import { Button, Group, Text } from "@mantine/core";
import type { CombinedError } from "@urql/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ListSearch } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay } from "~/shared/session/viewer";
import { DataTable } from "~/shared/ui/data-table";
import type { EmptyStateProps } from "~/shared/ui/empty-state";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink } from "~/shared/ui/link";
import type { PageInfo } from "~/shared/ui/table-pager";
import { CorrectDialog } from "./correct-dialog";
import type { Line } from "./line";
import { lineColumns } from "./line-columns";
import { VoidDialog } from "./void-dialog";

interface Props {
  /** Of the saleLines connection, with nodes unmasked by lineFragment; undefined while the first page loads. */
  connection: { edges: readonly { node: Line }[]; pageInfo: PageInfo; totalCount: number | null } | undefined;
  fetching: boolean;
  error: CombinedError | undefined;
  onRetry(): void;
  empty: EmptyStateProps;
  /** The page's search parameters: page, sort, and the dialog "correct" or "void". */
  search: ListSearch;
  withDistributor?: boolean;
  /** Opens a line's details. */
  onOpen?: (id: string) => void;
}

/** Sale lines with the ways to correct one and to void some. The dialogs are in the URL; the selection is of this page. */
export function LineTable({ connection, fetching, error, onRetry, empty, search, withDistributor = false, onOpen }: Props) {
  const { t } = useTranslation("lines");
  const go = useListNavigation();
  const may = useMay();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const lines = connection?.edges.map((edge) => edge.node);
  const chosen = lines?.filter((line) => line.void && selected.has(line.id)) ?? [];
  const corrected = search.dialog === "correct" ? lines?.find((line) => line.id === search.id) : undefined;
  const select = (id: string, on: boolean) => {
    const next = new Set(selected);
    if (on) next.add(id);
    else next.delete(id);
    setSelected(next);
  };
  return (
    <>
      {chosen.length > 0 && (
        <Group mb="sm" gap="sm">
          <Text size="sm" role="status">
            {t("selected", { count: chosen.length })}
          </Text>
          {may("conflict", "open") && (
            <ButtonLink size="xs" variant="default" to="/conflicts/new" search={{ lines: chosen.map(({ id }) => id), party: chosen[0]?.distributor?.id }}>
              {t("openCase")}
            </ButtonLink>
          )}
          <Button size="xs" color="red" variant="light" leftSection={<Icon name="trash" size={14} />} onClick={() => go.dialog("void")}>
            {t("voidSome")}
          </Button>
        </Group>
      )}
      <DataTable
        label={t("title")}
        columns={lineColumns({ t, withDistributor, selected, onSelect: select, onCorrect: (id) => go.dialog("correct", id), onOpen })}
        rows={lines}
        rowId={(line) => line.id}
        fetching={fetching}
        error={error}
        onRetry={onRetry}
        empty={empty}
        sort={search.sort}
        onSort={go.sort}
        pageInfo={connection?.pageInfo}
        totalCount={connection?.totalCount}
        onPage={go.page}
        rowTone={(line) => (line.voidedAt ? "muted" : undefined)}
      />
      {corrected?.correct && <CorrectDialog key={corrected.id} line={corrected} onClose={() => go.dialog(undefined)} />}
      {search.dialog === "void" && chosen.length > 0 && (
        <VoidDialog
          lines={chosen}
          onClose={() => go.dialog(undefined)}
          onVoided={() => {
            setSelected(new Set());
            go.dialog(undefined);
          }}
        />
      )}
    </>
  );
}
