import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { formatDate } from "~/shared/format/format";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage, useLocalName } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { DateField } from "~/shared/ui/date-field";
import { notifyDone } from "~/shared/ui/notify";
import type { Assignment } from "../territory";

const endMutation = graphql(`
  mutation EndAssignment($input: EndAssignmentInput!) {
    endAssignment(input: $input) {
      assignment { id until }
    }
  }
`);

/** Ends an assignment, after saying what follows. */
export function EndDialog({ assignment, onClose, onDone }: { assignment: Assignment; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation("territories");
  const language = useLanguage();
  const localName = useLocalName();
  const { today } = useViewer();
  const [until, setUntil] = useState<string | null>(today);
  const [fault, setFault] = useState<Fault>();
  const [{ fetching }, end] = useMutation(endMutation);
  const names = { distributor: localName(assignment.distributor.name), territory: localName(assignment.territory.name) };
  const removes = until !== null && until < assignment.from;
  const confirm = async () => {
    if (!until) return;
    const result = await end({ input: { id: assignment.id, until } });
    if (result.data) {
      notifyDone(removes ? t("end.removed", names) : t("end.done", { ...names, day: formatDate(until, language) }));
      onDone();
    } else setFault(result.error && faultFrom(result.error));
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={t("end.title")} confirmLabel={removes ? t("end.remove") : t("end.open")} onConfirm={() => void confirm()} busy={fetching} disabled={!until} destructive fault={fault}>
      <Text size="sm">{t("end.what", { ...names, line: assignment.productLine ? localName(assignment.productLine.name) : t("allLines"), from: formatDate(assignment.from, language) })}</Text>
      <DateField label={t("end.until")} value={until} onChange={setUntil} maxDate={assignment.until ?? undefined} />
      <Text size="sm" role="status">
        {removes ? t("end.removes", { from: formatDate(assignment.from, language) }) : until ? t("end.follows", { day: formatDate(until, language) }) : ""}
      </Text>
    </ConfirmDialog>
  );
}
