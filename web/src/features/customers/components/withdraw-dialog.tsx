import { Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { graphql } from "~/shared/graphql/gql";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { leadFragment, type Lead } from "../lead";
import { useAccountName, useOwnerName } from "../use-names";

const withdrawMutation = graphql(
  `
    mutation WithdrawLead($input: WithdrawLeadInput!) {
      withdrawLead(input: $input) {
        lead { ...LeadRow }
      }
    }
  `,
  [leadFragment],
);

/** Takes a lead back; who has accepted it sees the account no more. */
export function WithdrawDialog({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const { t } = useTranslation("customers");
  const accountName = useAccountName();
  const ownerName = useOwnerName();
  const [{ fetching }, withdraw] = useMutation(withdrawMutation);
  const [fault, setFault] = useState<Fault>();
  const name = accountName(lead.account);
  const taker = lead.offers.find(({ state }) => state === "ACCEPTED");
  const confirm = async () => {
    const result = await withdraw({ input: { id: lead.id } });
    if (!result.data) {
      setFault(result.error && faultFrom(result.error));
      return;
    }
    notifyDone(t("withdraw.done", { name }));
    onClose();
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={t("withdraw.title", { name })} confirmLabel={t("withdraw.confirm")} onConfirm={() => void confirm()} busy={fetching} destructive fault={fault}>
      <Text size="sm">{taker ? t("withdraw.consequenceTaken", { distributor: ownerName(taker) }) : t("withdraw.consequence", { count: lead.offers.filter(({ state }) => state === "OFFERED").length })}</Text>
    </ConfirmDialog>
  );
}
