import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { graphql } from "~/shared/graphql/gql";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import type { UploadedFile } from "~/shared/upload/upload";
import { FilesField } from "./files-field";

const appealMutation = graphql(`
  mutation AppealConflict($input: AppealConflictInput!) {
    appealConflict(input: $input) {
      conflict { id state asked }
    }
  }
`);

/** What one may do after a decision: accept it by doing nothing, or appeal once. */
export function AppealOffer({ onAppeal }: { onAppeal: () => void }) {
  const { t } = useTranslation("conflicts");
  return (
    <Stack gap="sm">
      <Text size="sm">{t("appeal.offer")}</Text>
      <Group>
        <Button variant="default" onClick={onAppeal}>
          {t("appeal.go")}
        </Button>
      </Group>
    </Stack>
  );
}

/** An appeal, once, on new evidence. */
export function AppealDialog({ conflictId, onClose, onDone }: { conflictId: string; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation("conflicts");
  const [{ fetching }, appeal] = useMutation(appealMutation);
  const [text, setText] = useState("");
  const [files, setFiles] = useState<readonly UploadedFile[]>([]);
  const [fault, setFault] = useState<Fault>();
  const send = async () => {
    const result = await appeal({ input: { conflictId, text: text.trim(), fileIds: files.map(({ id }) => id) } });
    if (!result.data) {
      setFault(result.error && faultFrom(result.error));
      return;
    }
    notifyDone(t("appeal.done"));
    onClose();
    onDone();
  };
  return (
    <FormDialog
      title={t("appeal.title")}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      submitLabel={t("appeal.send")}
      busy={fetching}
      disabled={text.trim() === "" || files.length === 0}
      fault={fault}
      size="lg"
    >
      <Text size="sm">{t("appeal.consequence")}</Text>
      <Textarea label={t("appeal.text")} description={t("appeal.textHint")} required value={text} onChange={(event) => setText(event.currentTarget.value)} autosize minRows={4} maxRows={14} maxLength={10_000} data-autofocus />
      <FilesField label={t("appeal.files")} value={files} onChange={setFiles} />
    </FormDialog>
  );
}
