import { Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { graphql } from "~/shared/graphql/gql";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { isProtecting, registrationFragment, type Registration } from "../registration";

const releaseMutation = graphql(
  `
    mutation ReleaseRegistration($input: ReleaseRegistrationInput!) {
      releaseRegistration(input: $input) {
        registration { ...Registration }
      }
    }
  `,
  [registrationFragment],
);

/** Lets go of a registration, or takes a protection away, after saying what ends by it. */
export function ReleaseDialog({ registration, brand, onClose }: { registration: Registration; brand: boolean; onClose: () => void }) {
  const { t } = useTranslation("registrations");
  const [{ fetching }, release] = useMutation(releaseMutation);
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<Fault>();
  const confirm = async () => {
    const { data, error } = await release({ input: { registrationId: registration.id, reason: reason.trim() } });
    if (data) {
      notifyDone(t("release.done"));
      onClose();
    } else setFault(error && faultFrom(error));
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={t(brand ? "release.titleBrand" : "release.title")} confirmLabel={t(brand ? "release.confirmBrand" : "release.confirm")} onConfirm={() => void confirm()} busy={fetching} disabled={!reason.trim()} destructive fault={fault}>
      <Text size="sm">{t(isProtecting(registration.state) ? "release.ends" : "release.withdraws")}</Text>
      <Textarea label={t("release.reason")} description={brand ? t("release.reasonHint") : undefined} required autosize minRows={2} maxLength={2000} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </ConfirmDialog>
  );
}
