import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { notifyDone } from "~/shared/ui/notify";
import { ReasonDialog } from "~/shared/ui/reason-dialog";
import { customerFragment, type CustomerRecord, type OwnedAccount } from "../customer";
import { useAccountName, useCustomerName, useOwnerName } from "../use-names";

const unlinkMutation = graphql(
  `
    mutation UnlinkAccount($input: UnlinkAccountInput!) {
      unlinkAccount(input: $input) {
        account { id }
        customer { id }
        before { ...CustomerRecord }
      }
    }
  `,
  [customerFragment],
);

/** Takes an account from the customer; it stands for one of its own then. */
export function UnlinkDialog({ customer, account, onClose }: { customer: CustomerRecord; account: OwnedAccount; onClose: () => void }) {
  const { t } = useTranslation("customers");
  const accountName = useAccountName();
  const customerName = useCustomerName();
  const ownerName = useOwnerName();
  const [{ fetching }, unlink] = useMutation(unlinkMutation);
  const names = { account: accountName(account), owner: ownerName(account), customer: customerName(customer) };
  return (
    <ReasonDialog
      title={t("unlink.title", names)}
      consequence={t("unlink.consequence", names)}
      reasonHint={t("unlink.reasonHint")}
      confirmLabel={t("unlink.confirm")}
      destructive
      busy={fetching}
      onClose={onClose}
      act={async (reason) => {
        const result = await unlink({ input: { accountId: account.id, reason } });
        if (!result.data) return result.error;
        notifyDone(t("unlink.done", names));
        onClose();
        return undefined;
      }}
    />
  );
}
