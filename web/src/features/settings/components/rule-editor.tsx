import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql, type VariablesOf } from "~/shared/graphql/gql";
import { useViewer } from "~/shared/session/viewer";
import { DateField } from "~/shared/ui/date-field";
import { notifyDone } from "~/shared/ui/notify";
import { Panel } from "~/shared/ui/panel";
import { ruleFragment, type Rule } from "../rule";
import { bandsRise, holds, ruleValues, settingInput, type RuleValues } from "../rule-form";
import { DryRun } from "./dry-run";
import { RuleFields } from "./rule-fields";

const setMutation = graphql(
  `
    mutation SetConflictRule($input: SetConflictRuleInput!) {
      setConflictRule(input: $input) {
        rule { ...RuleRow }
      }
    }
  `,
  [ruleFragment],
);

type SettingInput = VariablesOf<typeof setMutation>["input"]["setting"];

/** Changes what a rule goes by, after a trial of what it would have found in the last 12 months. */
export function RuleEditor({ rule }: { rule: Rule }) {
  const { t } = useTranslation("rules");
  const { today } = useViewer();
  const [{ fetching }, set] = useMutation(setMutation);
  const [tried, setTried] = useState<SettingInput>();
  const form = useForm<RuleValues>({
    initialValues: ruleValues(rule, today),
    validate: (values) => faultsOf(values, rule, t),
  });
  const faults = useFormFaults(form);
  const { values } = form;
  const setting = settingInput(rule.rule, values);
  const attempt = () => {
    if (!form.validate().hasErrors) setTried(setting);
  };
  const submit = form.onSubmit(async () => {
    if (!values.reason.trim()) {
      form.setFieldError("reason", t("need.reason"));
      return;
    }
    faults.show(undefined);
    const { data, error } = await set({ input: { setting, reason: values.reason.trim() } });
    if (data) notifyDone(t("saved"));
    else faults.show(error);
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        {faults.fault && <FaultAlert fault={faults.fault} />}
        <Panel title={t("settings")} description={t("settingsHint")}>
          <RuleFields form={form} rule={rule} />
        </Panel>
        <Panel
          title={t("trial")}
          description={t("trialHint")}
          actions={
            <Button variant="default" onClick={attempt}>
              {t("try")}
            </Button>
          }
        >
          {tried ? (
            <DryRun setting={tried} stale={JSON.stringify(tried) !== JSON.stringify(setting)} />
          ) : (
            <Text size="sm" c="dimmed">
              {t("notTried")}
            </Text>
          )}
        </Panel>
        <Panel title={t("save")} description={t("saveHint")}>
          <Stack gap="md">
            <DateField label={t("validFrom")} required minDate={today} maw={260} value={values.setting.validFrom} onChange={(day) => form.setFieldValue("setting.validFrom", day)} error={form.errors["setting.validFrom"]} />
            <Textarea label={t("reason")} description={t("reasonHint")} required autosize minRows={2} maxLength={2000} {...form.getInputProps("reason")} />
            <Group justify="flex-end">
              <Button type="submit" loading={fetching}>
                {t("save")}
              </Button>
            </Group>
          </Stack>
        </Panel>
      </Stack>
    </form>
  );
}

/** What is wrong with the settings as far as it can be told here, by field: enforcement needs a basis before anything is sent. */
function faultsOf({ setting }: RuleValues, rule: Rule, t: ReturnType<typeof useTranslation<"rules">>["t"]): Record<string, string> {
  const faults: Record<string, string> = {};
  rule.current.values.forEach((value, index) => {
    if (!holds(value, setting.values[index]?.value ?? "")) faults[`setting.values.${index}.value`] = t("need.value", { least: value.least ?? "–", most: value.most ?? "–" });
  });
  if (!bandsRise(setting.bands)) faults["setting.bands.critical"] = t("need.bands");
  if (setting.mode === "ENFORCED" && !setting.legalBasis.trim()) faults["setting.legalBasis"] = t("need.legalBasis");
  if (!setting.validFrom) faults["setting.validFrom"] = t("need.validFrom");
  const days = Number(setting.quietDays);
  if (setting.quietDays === "" || !Number.isInteger(days) || days < 0 || days > 3650) faults["setting.quietDays"] = t("need.value", { least: 0, most: 3650 });
  return faults;
}
