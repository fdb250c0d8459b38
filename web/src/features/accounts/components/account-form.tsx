import { Button, Group, MantineThemeProvider, NativeSelect, SegmentedControl, SimpleGrid, Stack, TagsInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { CombinedError } from "@urql/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { channelTypes } from "~/shared/lines/channel-types";
import { useViewer } from "~/shared/session/viewer";
import { DateField } from "~/shared/ui/date-field";
import { Panel } from "~/shared/ui/panel";
import { accountValues, type AccountValues } from "../form";
import type { Account } from "../account";
import { InChargeField } from "./in-charge-field";
import { PeopleFields } from "./people-fields";

interface Props {
  account?: Account;
  submitLabel: string;
  busy: boolean;
  /** Saves, and gives what went wrong. */
  onSave(values: AccountValues): Promise<CombinedError | undefined>;
  cancel: ReactNode;
}

// Hints stand below their fields, so that fields side by side stay level.
const level = { components: { InputWrapper: { defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"] } } } };

/** All that an organisation says of one of its customers. */
export function AccountForm({ account, submitLabel, busy, onSave, cancel }: Props) {
  const { t } = useTranslation(["accounts", "common"]);
  const { today } = useViewer();
  const form = useForm({
    initialValues: accountValues(account),
    validate: {
      name: (value) => (value.trim() ? null : t("accounts:need.name")),
      contact: { people: { name: (value) => (value.trim() ? null : t("accounts:need.personName")) } },
    },
  });
  const faults = useFormFaults(form);
  const organization = form.values.kind === "organization";
  const submit = form.onSubmit(async (values) => {
    faults.show(undefined);
    faults.show(await onSave(values));
  });
  const words = { splitChars: [",", "，", "、", ";"], clearable: false };
  return (
    <form onSubmit={submit} noValidate>
      <MantineThemeProvider theme={level}>
        <Stack gap="lg">
          {faults.fault && <FaultAlert fault={faults.fault} />}
          <Panel title={t("accounts:profile.title")}>
            <Stack gap="md">
              <SegmentedControl
                aria-label={t("accounts:list.kind")}
                data={(["organization", "person"] as const).map((value) => ({ value, label: t(`accounts:kind.${value}`) }))}
                style={{ alignSelf: "flex-start" }}
                {...form.getInputProps("kind")}
              />
              <SimpleGrid cols={{ base: 1, sm: 2 }}>
                <TextInput label={t("accounts:name")} withAsterisk autoComplete="off" {...form.getInputProps("name")} />
                <TagsInput {...words} label={t("accounts:otherNames")} description={t("accounts:form.otherNamesHint")} {...form.getInputProps(organization ? "otherNames" : "contact.otherNames")} />
                <TextInput label={t("accounts:code")} description={t("accounts:form.codeHint")} autoComplete="off" {...form.getInputProps("code")} />
                <NativeSelect label={t("accounts:channelType")} data={[{ value: "", label: t("accounts:form.unknown") }, ...channelTypes.map((value) => ({ value, label: t(`common:channel.${value}`) }))]} {...form.getInputProps("channelType")} />
                {organization && <TextInput label={t("accounts:taxId")} autoComplete="off" {...form.getInputProps("taxId")} />}
                {organization && <TextInput label={t("accounts:legalTaxId")} description={t("accounts:form.legalTaxIdHint")} autoComplete="off" {...form.getInputProps("legalTaxId")} />}
                {!organization && <TextInput label={t("accounts:personalId")} autoComplete="off" {...form.getInputProps("contact.personalId")} />}
                {!organization && <DateField label={t("accounts:birthDate")} maxDate={today} clearable value={form.values.contact.birthDate} onChange={(day) => form.setFieldValue("contact.birthDate", day)} error={form.errors["contact.birthDate"]} />}
                <TagsInput {...words} label={t("accounts:list.tags")} description={t("accounts:form.tagsHint")} maxTags={20} {...form.getInputProps("tags")} />
                <InChargeField present={account?.inCharge ?? null} {...form.getInputProps("inChargeId")} />
              </SimpleGrid>
            </Stack>
          </Panel>
          <Panel title={t("accounts:contact.title")}>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <TextInput type="tel" label={t("accounts:phone")} description={t("accounts:form.phoneHint")} autoComplete="off" {...form.getInputProps("contact.phone")} />
              <TextInput type="email" label={t("accounts:email")} autoComplete="off" {...form.getInputProps("contact.email")} />
              <TextInput label={t("accounts:street")} autoComplete="off" {...form.getInputProps("contact.street")} />
              <TextInput label={t("accounts:district")} autoComplete="off" {...form.getInputProps("contact.district")} />
              <TextInput label={t("accounts:city")} autoComplete="off" {...form.getInputProps("contact.city")} />
              <TextInput label={t("accounts:region")} autoComplete="off" {...form.getInputProps("contact.region")} />
              <TextInput label={t("accounts:postalCode")} autoComplete="off" {...form.getInputProps("contact.postalCode")} />
              <TextInput label={t("accounts:country")} description={t("accounts:form.countryHint")} autoComplete="off" maxLength={2} {...form.getInputProps("contact.country")} />
            </SimpleGrid>
          </Panel>
          {organization && <PeopleFields form={form} count={form.values.contact.people.length} />}
          <Group justify="flex-end" gap="xs">
            {cancel}
            <Button type="submit" size="md" loading={busy}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </MantineThemeProvider>
    </form>
  );
}
