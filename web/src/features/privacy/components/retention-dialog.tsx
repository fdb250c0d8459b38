import { NumberInput, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { formatDays } from "../days";
import type { RetentionPeriod } from "../retention";

const setMutation = graphql(`
  mutation SetRetention($input: SetRetentionInput!) {
    setRetention(input: $input) {
      period { category days fixed updatedAt }
    }
  }
`);

const least = 1;
const most = 3650;

/** Changes how long something is kept, and says what the next night then does. */
export function RetentionDialog({ period, name, onClose }: { period: RetentionPeriod; name: string; onClose: () => void }) {
  const { t } = useTranslation("privacy");
  const language = useLanguage();
  const [{ fetching }, set] = useMutation(setMutation);
  const form = useForm<{ days: number | string }>({
    initialValues: { days: period.days },
    validate: { days: (value) => (Number.isInteger(value) && Number(value) >= least && Number(value) <= most ? null : t("retention.range", { least, most })) },
  });
  const faults = useFormFaults(form);
  const days = Number(form.values.days);
  const submit = form.onSubmit(async () => {
    faults.show(undefined);
    const result = await set({ input: { category: period.category, days } });
    if (result.data) {
      notifyDone(t("retention.done", { name, days: formatDays(days, language) }));
      onClose();
    } else faults.show(result.error);
  });
  const consequence = () => {
    if (!(days >= least && days <= most)) return "";
    const [before, after] = [formatDays(period.days, language), formatDays(days, language)];
    if (days < period.days) return period.category === "DORMANT_PERSONS" ? t("retention.shorterPersons", { before, after }) : t("retention.shorter", { before, after });
    return days > period.days ? t("retention.longer", { before, after }) : t("retention.same");
  };
  return (
    <FormDialog title={t("retention.change", { name })} onClose={onClose} onSubmit={submit} busy={fetching} disabled={days === period.days} fault={faults.fault}>
      <NumberInput label={t("retention.days")} description={t("retention.range", { least, most })} withAsterisk allowDecimal={false} allowNegative={false} hideControls data-autofocus {...form.getInputProps("days")} />
      <Text size="sm" role="status" c={days < period.days ? "var(--portal-bad)" : undefined}>
        {consequence()}
      </Text>
    </FormDialog>
  );
}
