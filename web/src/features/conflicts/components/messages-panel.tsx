import { Button, Group, NativeSelect, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { DateTimeText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useEveryPage } from "~/shared/graphql/use-every-page";
import { useViewer } from "~/shared/session/viewer";
import { Panel } from "~/shared/ui/panel";
import type { UploadedFile } from "~/shared/upload/upload";
import { fileFragment, type Case } from "../case";
import { usePartyName } from "../use-party-name";
import { CaseFiles } from "./case-files";
import { FilesField } from "./files-field";
import classes from "./messages-panel.module.css";
import { Prose } from "./prose";

const messagesQuery = graphql(
  `
    query CaseMessages($id: ID!, $first: Int!, $after: String) {
      conflict(id: $id) {
        id
        messages(first: $first, after: $after) {
          edges { node { id from { label isMine } to { label } text files { ...CaseFile } sentAt } }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  `,
  [fileFragment],
);

const postMutation = graphql(`
  mutation PostConflictMessage($input: PostConflictMessageInput!) {
    postConflictMessage(input: $input) {
      message { id sentAt }
    }
  }
`);

const none = { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };

/** What was written to all or to one, and the way to write. */
export function MessagesPanel({ data, round }: { data: Case; round: number }) {
  const { t } = useTranslation("conflicts");
  const partyName = usePartyName();
  const { organization } = useViewer();
  const { rows, error, reload, fetching } = useEveryPage({
    query: messagesQuery,
    variables: { id: data.id } as { id: string; first: number; after?: string | null },
    pick: (found) => found.conflict?.messages ?? none,
    round,
  });
  const isOwn = (from: { isMine: boolean } | null) => (from ? from.isMine && organization.kind === "DISTRIBUTOR" : organization.kind === "BRAND");
  return (
    <Panel title={t("messages.title")} description={t(organization.kind === "BRAND" ? "messages.brandHint" : "messages.hint")}>
      <Stack gap="md">
        {error && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={reload} />}
        {rows?.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("messages.none")}
          </Text>
        )}
        {rows && rows.length > 0 && (
          <ol className={classes["messages"]} aria-label={t("messages.title")} aria-live="polite">
            {rows.map((message) => (
              <li key={message.id} data-own={isOwn(message.from) || undefined}>
                <Group gap={6} mb={2} align="baseline">
                  <Text size="sm" fw={600}>
                    {message.from ? partyName(message.from) : t("brand")}
                  </Text>
                  <Text size="xs" c="dimmed" component="div">
                    {message.to ? t("messages.to", { party: message.from && message.to.label === message.from.label ? t("brand") : partyName(message.to) }) : t("messages.toAll")} · <DateTimeText value={message.sentAt} />
                  </Text>
                </Group>
                <Prose>{message.text}</Prose>
                <CaseFiles files={message.files} />
              </li>
            ))}
          </ol>
        )}
        {data.canMessage && <Composer data={data} onSent={reload} />}
      </Stack>
    </Panel>
  );
}

function Composer({ data, onSent }: { data: Case; onSent: () => void }) {
  const { t } = useTranslation("conflicts");
  const partyName = usePartyName();
  const { organization } = useViewer();
  const [{ fetching }, post] = useMutation(postMutation);
  const [text, setText] = useState("");
  const [to, setTo] = useState("");
  const [files, setFiles] = useState<readonly UploadedFile[]>([]);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [fault, setFault] = useState<Fault>();
  const own = organization.kind === "DISTRIBUTOR" ? data.parties.find(({ isMine }) => isMine) : undefined;
  const choices = own ? [{ value: own.label, label: t("messages.brandAlone") }] : data.parties.map((party) => ({ value: party.label, label: partyName(party) }));
  const send = async () => {
    const result = await post({ input: { conflictId: data.id, text: text.trim(), to: to || null, fileIds: files.map(({ id }) => id), idempotencyKey: key } });
    if (!result.data) {
      setFault(result.error && faultFrom(result.error));
      return;
    }
    setFault(undefined);
    setText("");
    setFiles([]);
    setKey(crypto.randomUUID());
    onSent();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack gap="sm">
        {fault && <FaultAlert fault={fault} />}
        <NativeSelect label={t("messages.for")} value={to} data={[{ value: "", label: t("messages.all") }, ...choices]} onChange={(event) => setTo(event.currentTarget.value)} maw={360} />
        <Textarea label={t("messages.text")} value={text} onChange={(event) => setText(event.currentTarget.value)} autosize minRows={2} maxRows={12} maxLength={10_000} />
        <FilesField label={t("files.add")} value={files} onChange={setFiles} />
        <Group>
          <Button type="submit" loading={fetching} disabled={text.trim() === ""}>
            {t("messages.send")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
