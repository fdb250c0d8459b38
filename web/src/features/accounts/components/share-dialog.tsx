import { Alert, Button, NativeSelect, SegmentedControl, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { formatDate } from "~/shared/format/format";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { useViewer } from "~/shared/session/viewer";
import { DateField } from "~/shared/ui/date-field";
import { FormDialog } from "~/shared/ui/form-dialog";
import { Icon } from "~/shared/ui/icon";
import { notifyDone } from "~/shared/ui/notify";
import { shareLevels, type Account, type ShareLevel } from "../account";
import { shareFragment } from "../share";
import { useAccountName } from "../use-account-name";
import { SharePreview } from "./share-preview";

const shareMutation = graphql(
  `
    mutation ShareCustomer($input: ShareCustomerInput!) {
      shareCustomer(input: $input) {
        share { ...ShareRow }
      }
    }
  `,
  [shareFragment],
);

const day = 86_400_000;
const later = (today: string, days: number) => new Date(Date.parse(today) + days * day).toISOString().slice(0, 10);

/** Shares a customer with the other side, after saying in one sentence what that side will see. */
export function ShareDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useTranslation("accounts");
  const language = useLanguage();
  const name = useAccountName();
  const { today, distributor } = useViewer();
  const previewId = useId();
  const [{ fetching }, share] = useMutation(shareMutation);
  const [key] = useState(() => crypto.randomUUID());
  const [previewing, setPreviewing] = useState(false);
  const form = useForm({
    initialValues: { distributorId: undefined as string | undefined, level: "PROFILE" as ShareLevel, endsOn: later(today, 30) as string | null, reason: "" },
    validate: {
      distributorId: (value) => (!distributor && !value ? t("share.needDistributor") : null),
      endsOn: (value) => (value ? null : t("share.needUntil")),
      reason: (value) => (value.trim() ? null : t("need.reason")),
    },
  });
  const faults = useFormFaults(form);
  const { level, endsOn } = form.values;
  const submit = form.onSubmit(async ({ distributorId, reason }) => {
    if (!endsOn) return;
    faults.show(undefined);
    const result = await share({ input: { accountId: account.id, distributorId: distributorId ?? null, level, endsOn, reason: reason.trim(), idempotencyKey: key } });
    if (!result.data) return faults.show(result.error);
    notifyDone(t("share.done", { name: name(account), until: formatDate(endsOn, language) }));
    onClose();
  });
  // To the brand, sales reports already tell a profile and purchases; to a distributor all of it is new.
  const side = distributor ? "toBrand" : "toDistributor";
  const kind = account.isOrganization ? "organization" : "person";
  const until = endsOn ? formatDate(endsOn, language) : t("share.someDay");
  return (
    <FormDialog title={t("share.dialog", { name: name(account) })} onClose={onClose} onSubmit={submit} submitLabel={t("share.confirm")} busy={fetching} fault={faults.fault} size="lg">
      {!distributor && (
        <DistributorSelect required label={t("share.with")} value={form.values.distributorId} onChange={(id) => form.setFieldValue("distributorId", id)} error={form.errors["distributorId"] as string | undefined} />
      )}
      <SegmentedControl
        visibleFrom="sm"
        aria-label={t("share.level")}
        value={level}
        data={shareLevels.map((value) => ({ value, label: t(`share.level.${value}`) }))}
        onChange={(value) => form.setFieldValue("level", value as ShareLevel)}
      />
      <NativeSelect hiddenFrom="sm" label={t("share.level")} data={shareLevels.map((value) => ({ value, label: t(`share.level.${value}`) }))} {...form.getInputProps("level")} />
      <Alert color="blue" icon={<Icon name="info" />} role="status">
        {t(`share.says.${side}.${kind}.${level}`, { until })}
      </Alert>
      <DateField
        label={t("share.until")}
        description={t("share.untilHint")}
        withAsterisk
        minDate={today}
        maxDate={later(today, 730)}
        value={endsOn}
        onChange={(date) => form.setFieldValue("endsOn", date)}
        error={form.errors["endsOn"]}
      />
      <Textarea label={t("share.reason")} description={t("share.reasonHint")} withAsterisk autosize minRows={2} maxLength={500} {...form.getInputProps("reason")} />
      <Button variant="subtle" size="compact-sm" style={{ alignSelf: "flex-start" }} aria-expanded={previewing} aria-controls={previewId} leftSection={<Icon name={previewing ? "chevronDown" : "chevronRight"} size={14} />} onClick={() => setPreviewing(!previewing)}>
        {t("preview.open")}
      </Button>
      <div id={previewId}>{previewing && <SharePreview accountId={account.id} level={level} />}</div>
    </FormDialog>
  );
}
