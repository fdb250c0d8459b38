import { Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { FormDialog } from "~/shared/ui/form-dialog";
import type { ContactFacts } from "../account";

const revealMutation = graphql(`
  mutation RevealContacts($input: RevealContactsInput!) {
    revealContacts(input: $input) {
      contact { __typename name otherNames personalId phone phoneE164 email street district city region postalCode country birthDate people { name role phone email } }
    }
  }
`);

interface Props {
  accountId: string;
  onShown(contact: ContactFacts): void;
  onClose(): void;
}

/** Asks what for before contact details of another's customer are shown; the owner reads who looked and why. */
export function RevealDialog({ accountId, onShown, onClose }: Props) {
  const { t } = useTranslation("accounts");
  const [{ fetching }, reveal] = useMutation(revealMutation);
  const form = useForm({ initialValues: { reason: "" }, validate: { reason: (value) => (value.trim() ? null : t("need.reason")) } });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async ({ reason }) => {
    faults.show(undefined);
    const result = await reveal({ input: { accountId, reason: reason.trim() } });
    if (!result.data) return faults.show(result.error);
    onShown(result.data.revealContacts.contact);
    onClose();
  });
  return (
    <FormDialog title={t("reveal.title")} onClose={onClose} onSubmit={submit} submitLabel={t("reveal.confirm")} busy={fetching} fault={faults.fault}>
      <Text size="sm">{t("reveal.hint")}</Text>
      <Textarea label={t("reveal.reason")} withAsterisk autosize minRows={2} maxLength={500} data-autofocus {...form.getInputProps("reason")} />
    </FormDialog>
  );
}
