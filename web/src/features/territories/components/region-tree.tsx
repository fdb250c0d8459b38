import { Text } from "@mantine/core";
import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLocalName } from "~/shared/i18n/use-language";
import { Icon } from "~/shared/ui/icon";
import type { Cover } from "../coverage";
import type { Region } from "../territory";
import { ancestorsOf, buildTree, moveInTree, searchPlaces, visibleRows } from "../tree";
import { CoverMark } from "./cover-mark";
import classes from "./region-tree.module.css";

interface Props {
  regions: readonly Region[];
  covers: ReadonlyMap<string, Cover> | undefined;
  /** Shows regions that fit, with those above them. */
  search: string | undefined;
  chosen: string | undefined;
  onChoose(id: string): void;
}

/** The region tree: arrow keys move and open, Enter chooses. */
export function RegionTree({ regions, covers, search, chosen, onChoose }: Props) {
  const { t } = useTranslation("territories");
  const localName = useLocalName();
  const roots = useMemo(() => buildTree(regions), [regions]);
  const byId = useMemo(() => new Map(regions.map((region) => [region.id, region])), [regions]);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(() => new Set([...(roots.length <= 6 ? roots.map((node) => node.place.id) : []), ...(chosen ? ancestorsOf(byId, chosen) : [])]));
  const [opened, setOpened] = useState(chosen);
  if (chosen && chosen !== opened) {
    // Chosen elsewhere, as by a tile: the way to it opens.
    setOpened(chosen);
    setExpanded(new Set([...expanded, ...ancestorsOf(byId, chosen)]));
  }
  const [focused, setFocused] = useState<string>();
  const list = useRef<HTMLUListElement>(null);
  const found = useMemo(() => searchPlaces(regions, search ?? "", ({ code, name, aliases }) => [code, name.default, name.zhHant ?? "", name.zhHans ?? "", ...aliases]), [regions, search]);
  const rows = visibleRows(roots, expanded, found?.kept);
  // One row takes part in the tab order: the focused one, else the chosen one, else the first.
  const shown = (id: string | undefined) => id !== undefined && rows.some((row) => row.place.id === id);
  const stop = shown(focused) ? focused : shown(chosen) ? chosen : rows[0]?.place.id;

  const toggle = (id: string, open: boolean) => {
    const next = new Set(expanded);
    if (open) next.add(id);
    else next.delete(id);
    setExpanded(next);
  };
  const onKeyDown = (event: KeyboardEvent, id: string) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onChoose(id);
      return;
    }
    const move = moveInTree(rows, id, event.key);
    if (!move) return;
    event.preventDefault();
    if ("focus" in move) {
      setFocused(move.focus);
      list.current?.querySelector<HTMLElement>(`[data-region="${CSS.escape(move.focus)}"]`)?.focus();
    } else if ("expand" in move) toggle(move.expand, true);
    else toggle(move.collapse, false);
  };

  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed" role="status" p="sm">
        {t("noneFound")}
      </Text>
    );
  }
  return (
    <ul role="tree" aria-label={t("tree")} className={classes["tree"]} ref={list}>
      {rows.map(({ place, level, position, siblings, expanded: open }) => (
        <li
          key={place.id}
          role="treeitem"
          data-region={place.id}
          data-hit={found?.hits.has(place.id) || undefined}
          aria-level={level}
          aria-posinset={position}
          aria-setsize={siblings}
          aria-expanded={open}
          aria-selected={place.id === chosen}
          tabIndex={place.id === stop ? 0 : -1}
          className={classes["row"]}
          style={{ paddingInlineStart: 6 + (level - 1) * 18 }}
          onClick={() => onChoose(place.id)}
          onFocus={() => setFocused(place.id)}
          onKeyDown={(event) => onKeyDown(event, place.id)}
        >
          <span
            aria-hidden="true"
            className={classes["twisty"]}
            data-open={open || undefined}
            onClick={(event) => {
              if (open === undefined || found) return;
              event.stopPropagation();
              toggle(place.id, !open);
            }}
          >
            {open !== undefined && <Icon name="chevronRight" size={16} />}
          </span>
          <span className={classes["name"]}>{localName(place.name)}</span>
          <CoverMark cover={covers?.get(place.id)} />
        </li>
      ))}
    </ul>
  );
}
