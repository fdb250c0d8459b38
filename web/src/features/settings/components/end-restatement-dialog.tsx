import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { formatInteger } from "~/shared/format/format";
import { formatPeriod } from "~/shared/format/period";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage, useLocalName } from "~/shared/i18n/use-language";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { detailFragment, type Restatement } from "../restatement";
import { ChangeTable } from "./change-table";

const publishMutation = graphql(
  `
    mutation PublishRestatement($input: PublishRestatementInput!) {
      publishRestatement(input: $input) {
        restatement { ...RestatementWhole }
      }
    }
  `,
  [detailFragment],
);

const cancelMutation = graphql(
  `
    mutation CancelRestatement($input: CancelRestatementInput!) {
      cancelRestatement(input: $input) {
        restatement { ...RestatementWhole }
      }
    }
  `,
  [detailFragment],
);

/** Asks once before a restatement is published, with the difference, or given up. */
export function EndRestatementDialog({ one, act, onClose }: { one: Restatement; act: "publish" | "cancel"; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const language = useLanguage();
  const localName = useLocalName();
  const [{ fetching: publishing }, publish] = useMutation(publishMutation);
  const [{ fetching: cancelling }, cancel] = useMutation(cancelMutation);
  const [fault, setFault] = useState<Fault>();
  const words = { name: localName(one.distributor.name), period: formatPeriod(one.period, language) };
  const run = async () => {
    const { data, error } = await (act === "publish" ? publish : cancel)({ input: { id: one.id } });
    if (data) {
      notifyDone(t(`restatement.${act}.done`, words));
      onClose();
    } else setFault(error && faultFrom(error));
  };
  return (
    <ConfirmDialog wide={act === "publish"} opened onClose={onClose} title={t(`restatement.${act}.title`, words)} confirmLabel={t(`restatement.${act}.open`)} onConfirm={() => void run()} busy={publishing || cancelling} fault={fault}>
      <Text size="sm">{act === "publish" ? t("restatement.publish.consequence", { count: one.changes.length, changes: formatInteger(one.changes.length, language), ...words }) : t("restatement.cancel.consequence")}</Text>
      {act === "publish" && <ChangeTable changes={one.changes} />}
    </ConfirmDialog>
  );
}
