import { MultiSelect, NativeSelect, Select, SimpleGrid, TextInput } from "@mantine/core";
import { useForm, type UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useLanguage } from "~/shared/i18n/use-language";
import { channelTypes, type ChannelType } from "~/shared/lines/channel-types";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { DateField } from "~/shared/ui/date-field";
import { NameFields } from "~/shared/ui/name-fields";
import { tiers } from "~/shared/words/tiers";
import type { Facts } from "../form";
import { countries, currencies, timeZones } from "../places";
import { statuses } from "../search";

/** The form of a distributor's facts, with what can be checked before asking the server. */
export function useFactsForm(initialValues: Facts) {
  const { t } = useTranslation("distributors");
  const need = (message: string) => (value: string) => (value.trim() ? null : message);
  return useForm<Facts>({
    initialValues,
    validate: {
      code: need(t("need.code")),
      name: { default: need(t("need.name")) },
      channelTypes: (value) => (value.length > 0 ? null : t("need.channel")),
      currency: need(t("need.choice")),
      country: need(t("need.choice")),
      timeZone: need(t("need.choice")),
      leftOn: (value, { joinedOn }) => (value && value < joinedOn ? t("need.order") : null),
    },
  });
}

/** For onSubmit: leads to the first field at fault, which may be out of sight. */
export const focusFirst = (form: UseFormReturnType<Facts>) => (errors: object) => {
  const [path] = Object.keys(errors);
  if (path) form.getInputNode(path)?.focus();
};

interface Props {
  form: UseFormReturnType<Facts>;
  /** A new distributor has a code to choose and no end. */
  isNew: boolean;
}

/** The fields of a distributor's facts. */
export function FactFields({ form, isNew }: Props) {
  const { t } = useTranslation(["distributors", "common"]);
  const language = useLanguage();
  const choice = { searchable: true, withAsterisk: true, limit: 60, nothingFoundMessage: t("common:picker.nothing") };
  return (
    <>
      {isNew && <TextInput label={t("distributors:code")} description={t("distributors:codeHint")} withAsterisk {...form.getInputProps("code")} />}
      <NameFields form={form} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <NativeSelect label={t("distributors:tier")} data={tiers.map((tier) => ({ value: tier, label: t(`common:tier.${tier}`) }))} {...form.getInputProps("tier")} />
        <NativeSelect label={t("distributors:status")} data={statuses.map((status) => ({ value: status, label: t(`distributors:status.${status}`) }))} {...form.getInputProps("status")} />
      </SimpleGrid>
      <DistributorSelect label={t("distributors:parent")} value={form.values.parentId} onChange={(id) => form.setFieldValue("parentId", id)} error={typeof form.errors["parentId"] === "string" ? form.errors["parentId"] : undefined} />
      <MultiSelect
        label={t("distributors:channels")}
        description={t("distributors:channelsHint")}
        withAsterisk
        data={channelTypes.map((type) => ({ value: type, label: t(`common:channel.${type}`) }))}
        {...form.getInputProps("channelTypes")}
        value={form.values.channelTypes}
        onChange={(chosen) => form.setFieldValue("channelTypes", chosen as ChannelType[])}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select label={t("distributors:country")} data={countries(language)} {...choice} {...form.getInputProps("country")} value={form.values.country || null} onChange={(value) => form.setFieldValue("country", value ?? "")} />
        <Select label={t("distributors:currency")} data={currencies(language)} {...choice} {...form.getInputProps("currency")} value={form.values.currency || null} onChange={(value) => form.setFieldValue("currency", value ?? "")} />
        <Select label={t("distributors:timeZone")} data={timeZones()} {...choice} {...form.getInputProps("timeZone")} value={form.values.timeZone || null} onChange={(value) => form.setFieldValue("timeZone", value ?? "")} />
        <DateField label={t("distributors:joinedOn")} description={t("distributors:joinedOnHint")} withAsterisk {...form.getInputProps("joinedOn")} value={form.values.joinedOn} onChange={(date) => form.setFieldValue("joinedOn", date ?? form.values.joinedOn)} />
        {!isNew && <DateField label={t("distributors:leftOn")} clearable {...form.getInputProps("leftOn")} value={form.values.leftOn} onChange={(date) => form.setFieldValue("leftOn", date)} />}
      </SimpleGrid>
    </>
  );
}
