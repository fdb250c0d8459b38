import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { graphql } from "~/shared/graphql/gql";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { linkFragment, type SurveyLink } from "../feedback";
import { useAccountName } from "../use-account-name";

const revokeMutation = graphql(
  `
    mutation RevokeSurveyLink($input: RevokeSurveyLinkInput!) {
      revokeSurveyLink(input: $input) {
        link { ...SurveyLinkRow }
      }
    }
  `,
  [linkFragment],
);

/** Asks once before a link that may be out already is made useless. */
export function RevokeDialog({ link, onClose }: { link: SurveyLink; onClose: () => void }) {
  const { t } = useTranslation("feedback");
  const accountName = useAccountName();
  const [{ fetching }, revoke] = useMutation(revokeMutation);
  const [fault, setFault] = useState<Fault>();
  const run = async () => {
    const { data, error } = await revoke({ input: { id: link.id } });
    if (data) {
      notifyDone(t("revoke.done"));
      onClose();
    } else setFault(error && faultFrom(error));
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={t("revoke.title")} confirmLabel={t("revoke.confirm")} onConfirm={() => void run()} busy={fetching} destructive fault={fault}>
      <Text size="sm">{t("revoke.consequence", { name: accountName(link.account) })}</Text>
    </ConfirmDialog>
  );
}
