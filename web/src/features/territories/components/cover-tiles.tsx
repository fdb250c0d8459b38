import { Text, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLocalName } from "~/shared/i18n/use-language";
import type { Cover, CoverState } from "../coverage";
import type { Region } from "../territory";
import { CoverSign, useCoverWord } from "./cover-mark";
import classes from "./cover-tiles.module.css";

const states: readonly CoverState[] = ["exclusive", "shared", "parts", "open"];

interface Props {
  label: string;
  regions: readonly Region[];
  covers: ReadonlyMap<string, Cover> | undefined;
  /** Distributors are counted for the brand only; a distributor sees itself alone. */
  counted: boolean;
  onChoose(id: string): void;
}

/** Regions side by side, each in the look of who may sell there. The tree has the same as text. */
export function CoverTiles({ label, regions, covers, counted, onChoose }: Props) {
  const { t } = useTranslation("territories");
  const word = useCoverWord();
  const localName = useLocalName();
  return (
    <ul aria-label={label} className={classes["tiles"]}>
        {regions.map((region) => {
          const cover = covers?.get(region.id);
          return (
            <li key={region.id}>
              <UnstyledButton className={classes["tile"]} data-state={cover?.state} onClick={() => onChoose(region.id)}>
                <span className={classes["name"]}>{localName(region.name)}</span>
                <span className={classes["state"]}>
                  {cover ? (counted && cover.distributors > 0 ? t(`covered.${cover.state}`, { count: cover.distributors }) : word(cover.state)) : " "}
                </span>
              </UnstyledButton>
            </li>
          );
        })}
    </ul>
  );
}

/** What the looks mean. */
export function CoverLegend() {
  const word = useCoverWord();
  return (
    <Text component="div" size="xs" c="dimmed" className={classes["legend"]}>
      {states.map((state) => (
        <span key={state}>
          <CoverSign state={state} /> {word(state)}
        </span>
      ))}
    </Text>
  );
}
