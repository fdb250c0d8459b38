import { NumberInput, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { registrationFragment, type RegistrationRow } from "../registration";
import { useCustomerName } from "../use-customer-name";

const approveMutation = graphql(
  `
    mutation ApproveRegistration($input: ApproveRegistrationInput!) {
      approveRegistration(input: $input) {
        registration { ...Registration }
      }
    }
  `,
  [registrationFragment],
);

const [usualDays, mostDays] = [90, 365];

interface Props {
  registration: RegistrationRow;
  /** How many claims go before this one and are passed over. */
  passed: number;
  onClose(): void;
}

/** Protects the customer; passing over an earlier claim takes a reason, which the brand alone reads. */
export function ApproveDialog({ registration, passed, onClose }: Props) {
  const { t } = useTranslation("registrations");
  const localName = useLocalName();
  const customerName = useCustomerName();
  const [{ fetching }, approve] = useMutation(approveMutation);
  const form = useForm({ initialValues: { days: usualDays as number | string, reason: "" } });
  const faults = useFormFaults(form);
  const { days, reason } = form.values;
  const submit = form.onSubmit(async () => {
    const { data, error } = await approve({ input: { registrationId: registration.id, days: Number(days), reason: reason.trim() || null } });
    if (!data) {
      faults.show(error);
      return;
    }
    notifyDone(t("approve.done"));
    onClose();
  });
  const names = { customer: customerName(registration), line: localName(registration.productLine.name), distributor: localName(registration.distributor.name) };
  return (
    <FormDialog title={t("approve.title")} onClose={onClose} onSubmit={submit} submitLabel={t("approve.confirm")} busy={fetching} disabled={Number(days) < 1 || (passed > 0 && !reason.trim())} fault={faults.fault}>
      <Text size="sm">{t("approve.consequence", names)}</Text>
      <NumberInput label={t("approve.days")} required min={1} max={mostDays} allowDecimal={false} data-autofocus {...form.getInputProps("days")} />
      {passed > 0 && <Text size="sm">{t("approve.passes", { count: passed })}</Text>}
      <Textarea label={t("approve.reason")} description={t("approve.reasonHint")} required={passed > 0} autosize minRows={2} maxLength={2000} {...form.getInputProps("reason")} />
    </FormDialog>
  );
}
