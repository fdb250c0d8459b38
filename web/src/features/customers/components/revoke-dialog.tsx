import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { notifyDone } from "~/shared/ui/notify";
import { ReasonDialog } from "~/shared/ui/reason-dialog";
import { shareFragment, type Share } from "../share";
import { useOwnerName } from "../use-names";

const revokeMutation = graphql(
  `
    mutation RevokeOwnShare($input: RevokeShareInput!) {
      revokeShare(input: $input) {
        share { ...CustomerShare }
      }
    }
  `,
  [shareFragment],
);

/** Takes a share of the brand's back. */
export function RevokeDialog({ share, onClose }: { share: Share; onClose: () => void }) {
  const { t } = useTranslation("customers");
  const ownerName = useOwnerName();
  const [{ fetching }, revoke] = useMutation(revokeMutation);
  const names = { distributor: ownerName(share) };
  return (
    <ReasonDialog
      title={t("revoke.title", names)}
      consequence={t("revoke.consequence", names)}
      reasonHint={t("revoke.reasonHint")}
      confirmLabel={t("revoke.confirm")}
      destructive
      busy={fetching}
      onClose={onClose}
      act={async (reason) => {
        const result = await revoke({ input: { id: share.id, reason } });
        if (!result.data) return result.error;
        notifyDone(t("revoke.done"));
        onClose();
        return undefined;
      }}
    />
  );
}
