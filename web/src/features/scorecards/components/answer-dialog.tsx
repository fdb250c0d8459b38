import { Radio, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { useMetricName } from "~/shared/format/metric";
import { graphql } from "~/shared/graphql/gql";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { contestFragment, type Contest } from "../contest";
import classes from "./entries.module.css";

const answerMutation = graphql(
  `
    mutation AnswerContest($input: AnswerContestInput!) {
      answerContest(input: $input) { contest { ...Contest } }
    }
  `,
  [contestFragment],
);

/** The brand's answer to a contest: whether it agrees, and what the distributor reads. */
export function AnswerDialog({ contest, onClose }: { contest: Contest; onClose: () => void }) {
  const { t } = useTranslation(["scorecards", "common"]);
  const metricName = useMetricName();
  const [{ fetching }, run] = useMutation(answerMutation);
  const form = useForm({
    initialValues: { accept: "", answer: "" },
    validate: {
      accept: (value) => (value ? null : t("scorecards:contest.needVerdict")),
      answer: (value) => (value.trim() ? null : t("scorecards:contest.needAnswer")),
    },
  });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async ({ accept, answer }) => {
    faults.show(undefined);
    const result = await run({ input: { id: contest.id, accept: accept === "true", answer: answer.trim() } });
    if (result.data) {
      notifyDone(t("scorecards:contest.answerDone"));
      onClose();
    } else faults.show(result.error);
  });
  return (
    <FormDialog title={t("scorecards:contest.answerTitle", { name: metricName(contest.metric) })} onClose={onClose} onSubmit={submit} submitLabel={t("scorecards:contest.answerSend")} busy={fetching} fault={faults.fault}>
      <div className={classes["answer"]}>
        <Text size="sm" c="dimmed">
          {t("scorecards:contest.reasonGiven")}
        </Text>
        <p className={classes["words"]}>{contest.reason}</p>
      </div>
      <Radio.Group label={t("scorecards:contest.verdict")} withAsterisk {...form.getInputProps("accept")}>
        <Stack gap="xs" mt={6}>
          <Radio value="true" label={t("scorecards:contest.accept")} description={t("scorecards:contest.acceptHint")} />
          <Radio value="false" label={t("scorecards:contest.reject")} description={t("scorecards:contest.rejectHint")} />
        </Stack>
      </Radio.Group>
      <Textarea label={t("scorecards:contest.answerLabel")} description={t("scorecards:contest.answerHint")} withAsterisk autosize minRows={3} maxRows={10} maxLength={2000} {...form.getInputProps("answer")} />
    </FormDialog>
  );
}
