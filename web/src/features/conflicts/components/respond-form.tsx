import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { graphql } from "~/shared/graphql/gql";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { notifyDone } from "~/shared/ui/notify";
import type { UploadedFile } from "~/shared/upload/upload";
import { FilesField } from "./files-field";

const respondMutation = graphql(`
  mutation RespondToConflict($input: RespondToConflictInput!) {
    respondToConflict(input: $input) {
      conflict { id state asked }
    }
  }
`);

/** A party's one answer, with files. It asks once before it is sent, for it can't be changed. */
export function RespondForm({ conflictId, onDone }: { conflictId: string; onDone: () => void }) {
  const { t } = useTranslation("conflicts");
  const [{ fetching }, respond] = useMutation(respondMutation);
  const [text, setText] = useState("");
  const [files, setFiles] = useState<readonly UploadedFile[]>([]);
  const [asking, setAsking] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const send = async () => {
    const result = await respond({ input: { conflictId, text: text.trim(), fileIds: files.map(({ id }) => id) } });
    setAsking(false);
    if (!result.data) {
      setFault(result.error && faultFrom(result.error));
      return;
    }
    notifyDone(t("respond.done"));
    onDone();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setAsking(true);
      }}
    >
      <Stack gap="sm">
        {fault && <FaultAlert fault={fault} />}
        <Textarea label={t("respond.text")} description={t("respond.hint")} required value={text} onChange={(event) => setText(event.currentTarget.value)} autosize minRows={4} maxRows={16} maxLength={10_000} />
        <FilesField label={t("files.add")} value={files} onChange={setFiles} />
        <Group>
          <Button type="submit" disabled={text.trim() === ""}>
            {t("respond.go")}
          </Button>
        </Group>
      </Stack>
      {asking && (
        <ConfirmDialog opened onClose={() => setAsking(false)} title={t("respond.confirmTitle")} confirmLabel={t("respond.go")} onConfirm={() => void send()} busy={fetching}>
          <Text size="sm">{t("respond.confirm", { count: files.length })}</Text>
        </ConfirmDialog>
      )}
    </form>
  );
}
