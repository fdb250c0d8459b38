import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { graphql } from "~/shared/graphql/gql";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { keyFragment, type Key } from "../key";

const revokeMutation = graphql(
  `
    mutation RevokeApiKey($input: RevokeApiKeyInput!) {
      revokeApiKey(input: $input) {
        apiKey { ...Key }
      }
    }
  `,
  [keyFragment],
);

/** Ends a key; asks once. */
export function RevokeDialog({ apiKey, onClose }: { apiKey: Key; onClose: () => void }) {
  const { t } = useTranslation("keys");
  const [{ fetching }, revoke] = useMutation(revokeMutation);
  const [fault, setFault] = useState<Fault>();
  const confirm = async () => {
    const result = await revoke({ input: { id: apiKey.id } });
    if (result.data) {
      notifyDone(t("revoke.done", { name: apiKey.name }));
      onClose();
    } else setFault(result.error && faultFrom(result.error));
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={t("revoke.title", { name: apiKey.name })} confirmLabel={t("revoke.confirm")} onConfirm={() => void confirm()} busy={fetching} destructive fault={fault}>
      <Text size="sm">{t("revoke.consequence")}</Text>
    </ConfirmDialog>
  );
}
