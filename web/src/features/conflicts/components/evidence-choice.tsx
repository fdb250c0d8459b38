import { Checkbox, Fieldset, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatDate, formatMoney } from "~/shared/format/format";
import { useLanguage, useLocalName } from "~/shared/i18n/use-language";
import type { Evidence } from "../case";
import { usePartyName } from "../use-party-name";
import classes from "./evidence-choice.module.css";

interface Props {
  label: string;
  evidence: readonly Evidence[];
  value: readonly string[];
  onChange(ids: readonly string[]): void;
}

/** Chooses some of the pieces of evidence. */
export function EvidenceChoice({ label, evidence, value, onChange }: Props) {
  const { t } = useTranslation("conflicts");
  const language = useLanguage();
  const localName = useLocalName();
  const partyName = usePartyName();
  return (
    <Fieldset legend={label} className={classes["choice"] ?? ""}>
      <Stack gap="xs">
        {evidence.map((piece) => (
          <Checkbox
            key={piece.id}
            checked={value.includes(piece.id)}
            onChange={(event) => onChange(event.currentTarget.checked ? [...value, piece.id] : value.filter((id) => id !== piece.id))}
            label={[piece.product ? localName(piece.product.name) : t("evidence.sale"), formatDate(piece.happenedOn, language), formatMoney(piece.amount, language)].join(" · ")}
            description={partyName(piece.party)}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}
