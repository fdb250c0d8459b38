import { MultiSelect, NumberInput, SimpleGrid, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { channelTypes, type ChannelType } from "~/shared/lines/channel-types";
import { DateField } from "~/shared/ui/date-field";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { tiers, type Tier } from "~/shared/words/tiers";
import { courseFragment, type Course } from "../training";

const setMutation = graphql(
  `
    mutation SetCourse($input: SetCourseInput!) {
      setCourse(input: $input) {
        course { ...CourseFacts }
      }
    }
  `,
  [courseFragment],
);

/** Makes a course, or changes the given one. */
export function CourseDialog({ course, onClose }: { course?: Course | undefined; onClose: () => void }) {
  const { t } = useTranslation(["training", "common"]);
  const [{ fetching }, set] = useMutation(setMutation);
  const form = useForm({
    initialValues: {
      code: course?.code ?? "",
      name: course?.name ?? "",
      nameHant: course?.nameHant ?? "",
      nameHans: course?.nameHans ?? "",
      requiredTiers: [...(course?.requiredTiers ?? [])],
      requiredChannelTypes: [...(course?.requiredChannelTypes ?? [])],
      people: (course?.people ?? 1) as number | string,
      validMonths: (course?.validMonths ?? "") as number | string,
      retiredOn: course?.retiredOn ?? null,
    },
    validate: {
      code: (value) => (value.trim() ? null : t("training:need.code")),
      name: (value) => (value.trim() ? null : t("training:need.name")),
      people: (value) => (Number(value) >= 1 ? null : t("training:need.people")),
    },
  });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async ({ code, name, nameHant, nameHans, people, validMonths, ...rest }) => {
    faults.show(undefined);
    const { data, error } = await set({
      input: { id: course?.id ?? null, code: code.trim(), name: name.trim(), nameHant: nameHant.trim() || null, nameHans: nameHans.trim() || null, people: Number(people), validMonths: validMonths === "" ? null : Number(validMonths), ...rest },
    });
    if (data) {
      notifyDone(t("training:course.saved"));
      onClose();
    } else faults.show(error);
  });
  const clear = { clearable: true, clearButtonProps: { "aria-label": t("common:action.clear") } } as const;
  return (
    <FormDialog title={course ? t("training:course.edit", { code: course.code }) : t("training:course.new")} onClose={onClose} onSubmit={submit} busy={fetching} fault={faults.fault} size="lg">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput label={t("training:code")} withAsterisk {...form.getInputProps("code")} />
        <TextInput label={t("training:name")} withAsterisk {...form.getInputProps("name")} />
        <TextInput label={t("common:name.zhHant")} description={t("common:name.hint")} lang="zh-Hant" {...form.getInputProps("nameHant")} />
        <TextInput label={t("common:name.zhHans")} description={t("common:name.hint")} lang="zh-Hans" {...form.getInputProps("nameHans")} />
        <MultiSelect {...clear} label={t("training:requiredTiers")} description={t("training:requiredHint")} data={tiers.map((tier) => ({ value: tier, label: t(`common:tier.${tier}`) }))} value={form.values.requiredTiers} onChange={(next) => form.setFieldValue("requiredTiers", next as Tier[])} error={form.errors["requiredTiers"]} />
        <MultiSelect {...clear} label={t("training:requiredChannelTypes")} description={t("training:requiredHint")} data={channelTypes.map((type) => ({ value: type, label: t(`common:channel.${type}`) }))} value={form.values.requiredChannelTypes} onChange={(next) => form.setFieldValue("requiredChannelTypes", next as ChannelType[])} error={form.errors["requiredChannelTypes"]} />
        <NumberInput label={t("training:people")} description={t("training:peopleHint")} min={1} max={100} allowDecimal={false} withAsterisk {...form.getInputProps("people")} />
        <NumberInput label={t("training:validMonths")} description={t("training:validMonthsHint")} min={1} max={600} allowDecimal={false} {...form.getInputProps("validMonths")} />
        <DateField label={t("training:retiredOn")} description={t("training:retiredOnHint")} clearable value={form.values.retiredOn} onChange={(day) => form.setFieldValue("retiredOn", day)} error={form.errors["retiredOn"]} />
      </SimpleGrid>
    </FormDialog>
  );
}
