import { NumberInput, Slider, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Party } from "../conflict";
import { rebalance, type Part } from "../draft";
import { usePartyName } from "../use-party-name";
import classes from "./parts-field.module.css";

interface Props {
  parties: readonly Party[];
  value: readonly Part[];
  onChange(parts: readonly Part[]): void;
}

/** Who gets how much of the credit: moving one moves the others, so that it is always the whole. */
export function PartsField({ parties, value, onChange }: Props) {
  const { t } = useTranslation("conflicts");
  const partyName = usePartyName();
  const nameOf = (label: string) => {
    const party = parties.find((one) => one.label === label);
    return party ? partyName(party) : label;
  };
  return (
    <Stack gap="sm">
      {value.map(({ party, percent }) => (
        <div key={party} className={classes["part"]}>
          <Text size="sm" className={classes["name"] ?? ""}>
            {nameOf(party)}
          </Text>
          <Slider
            className={classes["slider"] ?? ""}
            value={percent}
            onChange={(next) => onChange(rebalance(value, party, next))}
            min={0}
            max={100}
            step={1}
            label={null}
            thumbLabel={t("editor.partOf", { party: nameOf(party) })}
          />
          <NumberInput
            className={classes["number"] ?? ""}
            aria-label={t("editor.percentOf", { party: nameOf(party) })}
            value={percent}
            onChange={(next) => typeof next === "number" && onChange(rebalance(value, party, next))}
            min={0}
            max={100}
            allowDecimal={false}
            suffix=" %"
            size="xs"
          />
        </div>
      ))}
    </Stack>
  );
}
