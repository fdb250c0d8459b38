import { Alert, Button, Checkbox, Group, Menu, Stack, Text, Textarea } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import type { Fault } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useMessageText } from "~/shared/fault/use-fault-text";
import { useViewer } from "~/shared/session/viewer";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink } from "~/shared/ui/link";
import { notifyDone } from "~/shared/ui/notify";
import { Panel } from "~/shared/ui/panel";
import type { Case, Evidence } from "../case";
import { isComplete, newDraft, remedyInput, remedyKinds, type Draft, type RemedyKind } from "../draft";
import { previewQuery } from "../preview";
import type { DecisionWay } from "../search";
import { useDecide } from "../use-decide";
import { usePartyName } from "../use-party-name";
import classes from "./decision-editor.module.css";
import { DraftCard } from "./draft-card";
import { PreviewPanel } from "./preview-panel";
import { RemedyList } from "./remedy-list";
import { Totals } from "./totals";

interface Props {
  data: Case;
  evidence: readonly Evidence[];
  as: DecisionWay;
}

/** Which kinds of remedy a decision on the case can have. */
function kindsFor(data: Case, as: DecisionWay, evidence: readonly Evidence[]): RemedyKind[] {
  const registrations = evidence.some(({ registration }) => registration) || data.rule === "REGISTRATION_COLLISION" || data.rule === "PROTECTED_CUSTOMER";
  // A rule that only advises takes the parties' agreement to warn somebody or to void lines.
  const advised = data.mode === "ADVISORY" && as !== "proposal";
  return remedyKinds.filter((kind) => (registrations || !kind.endsWith("_REGISTRATION")) && !(advised && (kind === "WARNING" || kind === "VOID_LINES")));
}

/** Reasons, against whom, and remedies one by one; beside them what they would change, before anything is sent. */
export function DecisionEditor({ data, evidence, as }: Props) {
  const { t } = useTranslation("conflicts");
  const { today } = useViewer();
  const navigate = useNavigate();
  const partyName = usePartyName();
  const messageText = useMessageText();
  const { decide, busy } = useDecide(as);
  const [text, setText] = useState("");
  const [against, setAgainst] = useState<string[]>([]);
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const [next, setNext] = useState(1);
  const [asking, setAsking] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const labels = data.parties.map(({ label }) => label);
  const complete = drafts.every(isComplete);
  const remedies = complete ? drafts.map(remedyInput) : [];
  const [wanted] = useDebouncedValue(JSON.stringify(remedies), 350);
  const asked = JSON.parse(wanted) as typeof remedies;
  const ready = remedies.length > 0;
  const [{ data: found, error, fetching }] = useQuery({ query: previewQuery, variables: { conflictId: data.id, remedies: asked }, pause: asked.length === 0, requestPolicy: "network-only" });
  const current = wanted === JSON.stringify(remedies) && !fetching;
  const preview = ready && asked.length > 0 ? found?.resolutionPreview : undefined;
  const faultsOf = (index: number) => fault?.fields.filter(({ path }) => path.replace(/^input\./, "").startsWith(`remedies.${index}.`)).map(messageText) ?? [];
  const isOfDraft = (path: string) => /^(input\.)?remedies\.\d+\./.test(path);
  const enough = text.trim() !== "" && (as === "overturn" ? complete : ready) && (!ready || (current && preview !== undefined && preview.problems.length === 0));
  const add = (kind: RemedyKind) => {
    setDrafts([...drafts, newDraft(next, kind, labels, today)]);
    setNext(next + 1);
  };
  const send = async () => {
    const failed = await decide({ conflictId: data.id, text: text.trim(), against, remedies });
    setAsking(false);
    setFault(failed);
    if (failed) return;
    notifyDone(t(`editor.done.${as}`));
    await navigate({ to: "/conflicts/$conflictId", params: { conflictId: data.id }, search: {} });
  };
  const undone = data.decisions.flatMap((decision) => decision.remedies).filter(({ state }) => state === "APPLIED");
  return (
    <div className={classes["layout"]}>
      <Stack gap="md" miw={0}>
        {fault && <FaultAlert fault={{ ...fault, fields: fault.fields.filter(({ path }) => !isOfDraft(path)) }} />}
        {as === "overturn" && (
          <Alert color="yellow" icon={<Icon name="alert" />} title={t("overturn.undoes", { count: undone.length })}>
            <RemedyList remedies={undone} />
          </Alert>
        )}
        <Panel title={t("editor.reasons")}>
          <Stack gap="md">
            <Textarea label={t("editor.text")} description={t(`editor.textHint.${as}`)} required value={text} onChange={(event) => setText(event.currentTarget.value)} autosize minRows={4} maxRows={16} maxLength={10_000} />
            <Checkbox.Group label={t("editor.against")} description={t("editor.againstHint")} value={against} onChange={setAgainst}>
              <Stack gap="xs" mt="xs">
                {data.parties.map((party) => (
                  <Checkbox key={party.label} value={party.label} label={partyName(party)} />
                ))}
              </Stack>
            </Checkbox.Group>
          </Stack>
        </Panel>
        <Panel title={t("remedies")} description={t(as === "overturn" ? "editor.remediesHintOverturn" : "editor.remediesHint")}>
          <Stack gap="md">
            {drafts.map((draft, index) => (
              <DraftCard
                key={draft.key}
                draft={draft}
                parties={data.parties}
                evidence={evidence}
                faults={faultsOf(index)}
                onChange={(changed) => setDrafts(drafts.map((one) => (one.key === draft.key ? changed : one)))}
                onRemove={() => setDrafts(drafts.filter(({ key }) => key !== draft.key))}
              />
            ))}
            <Group>
              <Menu position="bottom-start">
                <Menu.Target>
                  <Button variant="default" leftSection={<Icon name="plus" size={16} />}>
                    {t("editor.add")}
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  {kindsFor(data, as, evidence).map((kind) => (
                    <Menu.Item key={kind} onClick={() => add(kind)}>
                      {t(`remedyKind.${kind}`)}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
            </Group>
          </Stack>
        </Panel>
      </Stack>
      <Stack gap="md" miw={0} className={classes["side"] ?? ""}>
        <PreviewPanel preview={preview} error={error} busy={!current} ready={ready} />
        <Group justify="flex-end" gap="xs">
          <ButtonLink to="/conflicts/$conflictId" params={{ conflictId: data.id }} variant="default">
            {t("editor.cancel")}
          </ButtonLink>
          <Button disabled={!enough} onClick={() => setAsking(true)}>
            {t(`editor.send.${as}`)}
          </Button>
        </Group>
      </Stack>
      {asking && (
        <ConfirmDialog opened onClose={() => setAsking(false)} title={t(`editor.confirmTitle.${as}`)} confirmLabel={t(`editor.send.${as}`)} onConfirm={() => void send()} busy={busy} destructive={as !== "proposal"}>
          <Text size="sm">{t(`editor.consequence.${as}`, { count: data.parties.length })}</Text>
          {preview && <Totals remedies={preview.remedies} />}
        </ConfirmDialog>
      )}
    </div>
  );
}
