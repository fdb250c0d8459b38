import { UnstyledButton } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { PercentText } from "~/shared/format/text";
import { Icon } from "~/shared/ui/icon";
import { surePercent, type Pair } from "../pair";
import { useAccountName } from "../use-names";
import classes from "./pair-list.module.css";

interface Props {
  pairs: readonly Pair[];
  currentId: string | undefined;
  /** Decided since the page was opened. */
  decided: ReadonlySet<string>;
  onChoose(id: string): void;
}

/** The pairs at hand, the one in front kept in sight. */
export function PairList({ pairs, currentId, decided, onChoose }: Props) {
  const { t } = useTranslation("customers");
  const accountName = useAccountName();
  const front = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    // scrollIntoView would move the page, too.
    const [row, box] = [front.current, list.current];
    if (!row || !box) return;
    const top = row.offsetTop - box.offsetTop;
    if (top < box.scrollTop || top + row.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = top - row.offsetHeight;
  }, [currentId]);
  return (
    <ol ref={list} className={classes["list"]} aria-label={t("matches.list")}>
      {pairs.map((pair) => {
        const current = pair.id === currentId;
        return (
          <li key={pair.id}>
            <UnstyledButton ref={current ? front : undefined} className={classes["row"]} aria-current={current || undefined} data-decided={decided.has(pair.id) || undefined} onClick={() => onChoose(pair.id)}>
              <span className={classes["names"]}>
                <span>{accountName(pair.first)}</span>
                <span>{accountName(pair.second)}</span>
              </span>
              <span className={classes["end"]}>
                <PercentText value={surePercent(pair.probability)} digits={1} />
                {pair.state !== "OPEN" && (
                  <span className={classes["state"]} data-state={pair.state}>
                    <Icon name={pair.state === "LINKED" ? "link" : pair.state === "DIFFERENT" ? "close" : "clock"} size={13} />
                    {t(`matches.state.${pair.state}`)}
                  </span>
                )}
              </span>
            </UnstyledButton>
          </li>
        );
      })}
    </ol>
  );
}
