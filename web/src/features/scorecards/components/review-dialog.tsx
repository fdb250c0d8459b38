import { Group, Radio, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { formatPeriod } from "~/shared/format/period";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { marks, reviewFragment, rubric, type Review } from "../review";
import classes from "./review-dialog.module.css";

const reviewMutation = graphql(
  `
    mutation ReviewDistributor($input: ReviewDistributorInput!) {
      reviewDistributor(input: $input) { review { ...Review } }
    }
  `,
  [reviewFragment],
);

interface Props {
  distributorId: string;
  name: string;
  period: string;
  /** The review of the period that counts now, which this one takes the place of. */
  before: Review | undefined;
  onClose(): void;
}

/** The rubric: three marks of 1 to 5, and why. The distributor reads it. */
export function ReviewDialog({ distributorId, name, period, before, onClose }: Props) {
  const { t } = useTranslation("scorecards");
  const language = useLanguage();
  const [{ fetching }, run] = useMutation(reviewMutation);
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm({
    initialValues: { communication: String(before?.communication ?? ""), service: String(before?.service ?? ""), commitment: String(before?.commitment ?? ""), comment: before?.comment ?? "" },
    validate: {
      ...Object.fromEntries(rubric.map((one) => [one, (value: string) => (value ? null : t("review.needMark"))])),
      comment: (value) => (value.trim() ? null : t("review.needComment")),
    },
  });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async ({ communication, service, commitment, comment }) => {
    faults.show(undefined);
    const result = await run({ input: { distributorId, period, communication: Number(communication), service: Number(service), commitment: Number(commitment), comment: comment.trim(), idempotencyKey: key } });
    if (result.data) {
      notifyDone(t("review.done", { name }));
      onClose();
    } else faults.show(result.error);
  });
  return (
    <FormDialog title={t("review.title", { name, period: formatPeriod(period, language) })} onClose={onClose} onSubmit={submit} submitLabel={t("review.send")} busy={fetching} fault={faults.fault} size="lg">
      <Text size="sm">{before ? t("review.replaces") : t("review.lead")}</Text>
      {rubric.map((one) => (
        <Radio.Group key={one} label={t(`rubric.${one}`)} description={t(`rubric.${one}Hint`)} withAsterisk {...form.getInputProps(one)}>
          <Group gap="md" my={6} className={classes["marks"]}>
            {marks.map((mark) => (
              <Radio key={mark} value={String(mark)} label={mark === 1 ? t("review.lowest") : mark === 5 ? t("review.highest") : String(mark)} />
            ))}
          </Group>
        </Radio.Group>
      ))}
      <Textarea label={t("review.comment")} description={t("review.commentHint")} withAsterisk autosize minRows={4} maxRows={12} maxLength={2000} {...form.getInputProps("comment")} />
    </FormDialog>
  );
}
