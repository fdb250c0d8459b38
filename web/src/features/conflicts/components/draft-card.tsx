import { ActionIcon, Checkbox, Group, NativeSelect, Paper, SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useViewer } from "~/shared/session/viewer";
import { DateField } from "~/shared/ui/date-field";
import { Icon } from "~/shared/ui/icon";
import type { Evidence } from "../case";
import type { Party } from "../conflict";
import { fieldsOf, needsNote, shareLevels, type Draft, type OtherKind, type PartyKind, type ShareLevel } from "../draft";
import { usePartyName } from "../use-party-name";
import { EvidenceChoice } from "./evidence-choice";
import { PartsField } from "./parts-field";

interface Props {
  draft: Draft;
  parties: readonly Party[];
  evidence: readonly Evidence[];
  /** What the server says against it. */
  faults: readonly string[];
  onChange(draft: Draft): void;
  onRemove(): void;
}

/** One remedy being written: the fields of its kind. */
export function DraftCard({ draft, parties, evidence, faults, onChange, onRemove }: Props) {
  const { t } = useTranslation("conflicts");
  const { baseCurrency } = useViewer();
  const partyName = usePartyName();
  const [some, setSome] = useState(draft.evidence.length > 0);
  const has = (field: (typeof fieldsOf)[Draft["kind"]][number]) => fieldsOf[draft.kind].includes(field);
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  const options = parties.map((party) => ({ value: party.label, label: partyName(party) }));
  const title = t(`remedyKind.${draft.kind}`);
  const holding = evidence.filter(({ withdrawnAt }) => !withdrawnAt);
  return (
    <Paper component="section" aria-label={title} p="md" bg="var(--portal-surface)" data-draft={draft.kind}>
      <Group justify="space-between" mb="sm" wrap="nowrap">
        <Text fw={600}>{title}</Text>
        <ActionIcon variant="subtle" color="gray" aria-label={t("editor.remove", { remedy: title })} onClick={onRemove}>
          <Icon name="trash" size={16} />
        </ActionIcon>
      </Group>
      <Stack gap="sm">
        {faults.map((fault) => (
          <Text key={fault} size="sm" c="red" role="alert">
            {fault}
          </Text>
        ))}
        {has("parts") && <PartsField parties={parties} value={draft.parts} onChange={(parts) => set({ parts })} />}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          {has("party") && <NativeSelect label={t(`editor.party.${draft.kind as PartyKind}`)} value={draft.party} data={options} onChange={(event) => set({ party: event.currentTarget.value })} />}
          {has("other") && <NativeSelect label={t(`editor.other.${draft.kind as OtherKind}`)} value={draft.other} data={options} onChange={(event) => set({ other: event.currentTarget.value })} error={draft.other === draft.party ? t("editor.sameParty") : undefined} />}
          {has("level") && <NativeSelect label={t("editor.level")} value={draft.level} data={shareLevels.map((level) => ({ value: level, label: t(`level.${level}`) }))} onChange={(event) => set({ level: event.currentTarget.value as ShareLevel })} />}
          {has("until") && <DateField label={t("editor.until")} value={draft.until} onChange={(until) => set({ until })} />}
          {has("amount") && <TextInput label={t("editor.amount", { currency: baseCurrency })} description={t("editor.amountHint")} inputMode="decimal" value={draft.amount} onChange={(event) => set({ amount: event.currentTarget.value })} />}
        </SimpleGrid>
        {has("evidence") && holding.length > 1 && (
          <>
            <Checkbox
              label={t("editor.someEvidence")}
              checked={some}
              onChange={(event) => {
                setSome(event.currentTarget.checked);
                if (!event.currentTarget.checked) set({ evidence: [] });
              }}
            />
            {some && <EvidenceChoice label={t("editor.whichEvidence")} evidence={holding} value={draft.evidence} onChange={(ids) => set({ evidence: ids })} />}
          </>
        )}
        <Textarea label={t(draft.kind === "NONE" ? "editor.waived" : "editor.note")} required={needsNote(draft.kind)} value={draft.note} onChange={(event) => set({ note: event.currentTarget.value })} autosize minRows={1} maxRows={6} maxLength={2000} />
      </Stack>
    </Paper>
  );
}
