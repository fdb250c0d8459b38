import { Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { useViewer } from "~/shared/session/viewer";
import { DateField } from "~/shared/ui/date-field";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { namesOf, recordFragment, type Course } from "../training";

const recordMutation = graphql(
  `
    mutation RecordTraining($input: RecordTrainingInput!) {
      recordTraining(input: $input) {
        record { ...TrainingRow }
      }
    }
  `,
  [recordFragment],
);

interface Props {
  courses: readonly Course[];
  distributor: string | undefined;
  course: string | undefined;
  onClose(): void;
}

/** Writes down that somebody passed a course. */
export function RecordDialog({ courses, distributor, course, onClose }: Props) {
  const { t } = useTranslation(["training", "common"]);
  const localName = useLocalName();
  const { today } = useViewer();
  const [{ fetching }, record] = useMutation(recordMutation);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const form = useForm({
    initialValues: { distributorId: distributor, courseId: (course ?? null) as string | null, trainee: "", passedOn: today as string | null },
    validate: {
      distributorId: (value) => (value ? null : t("training:need.distributor")),
      courseId: (value) => (value ? null : t("training:need.course")),
      trainee: (value) => (value.trim() ? null : t("training:need.trainee")),
      passedOn: (value) => (value ? null : t("training:need.day")),
    },
  });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async ({ distributorId, courseId, trainee, passedOn }) => {
    faults.show(undefined);
    const { data, error } = await record({ input: { distributorId: distributorId ?? "", courseId: courseId ?? "", trainee: trainee.trim(), passedOn: passedOn ?? "", idempotencyKey } });
    if (data) {
      notifyDone(t("training:recorded"));
      onClose();
    } else faults.show(error);
  });
  return (
    <FormDialog title={t("training:record")} onClose={onClose} onSubmit={submit} busy={fetching} fault={faults.fault}>
      <DistributorSelect required label={t("training:distributor")} value={form.values.distributorId} onChange={(id) => form.setFieldValue("distributorId", id)} error={form.errors["distributorId"] as string | undefined} />
      <Select label={t("training:course")} withAsterisk searchable data={courses.map((one) => ({ value: one.id, label: `${localName(namesOf(one))} · ${one.code}` }))} nothingFoundMessage={t("common:picker.nothing")} {...form.getInputProps("courseId")} />
      <TextInput label={t("training:trainee")} description={t("training:traineeHint")} withAsterisk maxLength={200} {...form.getInputProps("trainee")} />
      <DateField label={t("training:passedOn")} required maxDate={today} value={form.values.passedOn} onChange={(day) => form.setFieldValue("passedOn", day)} error={form.errors["passedOn"]} />
    </FormDialog>
  );
}
