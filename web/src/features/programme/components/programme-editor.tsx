import { Button, Group, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { periodOf, periodText, stepPeriod } from "~/shared/format/period";
import { graphql } from "~/shared/graphql/gql";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DateField } from "~/shared/ui/date-field";
import { notifyDone } from "~/shared/ui/notify";
import { Panel } from "~/shared/ui/panel";
import { PeriodPicker } from "~/shared/ui/period-picker";
import { programmeFragment, type Definition, type Programme } from "../programme";
import { needsOf, programmeInput, programmeValues, type ProgrammeValues } from "../programme-form";
import { useDraftAudience } from "../use-draft-audience";
import { triedText, useSimulation, type Outcome } from "../use-simulation";
import { DeductionFields } from "./deduction-fields";
import { EligibilityFields } from "./eligibility-fields";
import { MetricRules } from "./metric-rules";
import classes from "./programme-editor.module.css";
import { PublishDialog } from "./publish-dialog";
import { Simulation } from "./simulation";

const publishMutation = graphql(
  `
    mutation PublishProgramme($input: SetScorecardProgrammeInput!) {
      setScorecardProgramme(input: $input) {
        programme { ...ProgrammeFacts }
      }
    }
  `,
  [programmeFragment],
);

const route = getRouteApi("/shell/programme/new");

/** Makes the next version out of an earlier one, tries it on a past period, and publishes it from a day on. */
export function ProgrammeEditor({ base, definitions }: { base: Programme | undefined; definitions: readonly Definition[] }) {
  const { t } = useTranslation(["programme", "common"]);
  const { today } = useViewer();
  const may = useMay();
  const navigate = useNavigate();
  const go = useListNavigation();
  const search = route.useSearch();
  const audience = useDraftAudience();
  const [{ fetching: publishing }, publish] = useMutation(publishMutation);
  const simulation = useSimulation();
  const [asked, setAsked] = useState<{ input: ReturnType<typeof programmeInput>; outcome: Outcome; idempotencyKey: string }>();
  const period = search.period ?? periodText(stepPeriod(periodOf(today, "quarter"), -1));
  const nextYear = `${Number(today.slice(0, 4)) + 1}-01-01`;
  const form = useForm<ProgrammeValues>({
    initialValues: programmeValues(base, nextYear),
    validate: (values) => Object.fromEntries(Object.entries(needsOf(values, definitions)).map(([path, need]) => [path, t(`programme:need.${need}`)])),
  });
  const faults = useFormFaults(form, "programme");
  const input = programmeInput(form.values);
  const tryIt = async () => {
    faults.show(undefined);
    if (form.validate().hasErrors) return undefined;
    const { outcome, error } = await simulation.run(input, period);
    if (error) faults.show(error);
    return outcome;
  };
  const ask = form.onSubmit(async () => {
    faults.show(undefined);
    const fresh = simulation.tried === triedText(input, period) ? simulation.outcome : await tryIt();
    if (fresh) setAsked({ input, outcome: fresh, idempotencyKey: crypto.randomUUID() });
  });
  const confirm = async () => {
    if (!asked) return;
    const { data, error } = await publish({ input: { programme: asked.input, idempotencyKey: asked.idempotencyKey } });
    setAsked(undefined);
    if (!data) {
      faults.show(error);
      return;
    }
    const { version } = data.setScorecardProgramme.programme;
    notifyDone(t("programme:publish.done", { version }));
    await navigate({ to: "/programme", search: { dialog: "show", id: String(version) } });
  };
  return (
    <form onSubmit={ask} noValidate>
      <div className={classes["split"]}>
        <Stack gap="lg" miw={0}>
          {faults.fault && <FaultAlert fault={faults.fault} />}
          <Panel title={t("programme:basics")}>
            <Stack gap="md">
              <SimpleGrid cols={{ base: 1, xs: 2 }}>
                <TextInput label={t("programme:name")} withAsterisk maxLength={100} {...form.getInputProps("name")} />
                <DateField label={t("programme:from")} description={t("programme:fromHint")} required value={form.values.from} onChange={(day) => form.setFieldValue("from", day)} error={form.errors["from"]} inputWrapperOrder={["label", "input", "description", "error"]} />
              </SimpleGrid>
              <SimpleGrid cols={3}>
                {(["gradeA", "gradeB", "gradeC"] as const).map((grade) => (
                  <TextInput key={grade} label={t("programme:gradeFrom", { grade: grade.slice(-1) })} inputMode="decimal" {...form.getInputProps(grade)} />
                ))}
              </SimpleGrid>
            </Stack>
          </Panel>
          <Panel title={t("programme:audience")} description={t("programme:audienceHint")}>
            <EligibilityFields form={form} />
          </Panel>
          <Panel title={t("programme:metrics")} description={t("programme:metricsHint")}>
            <MetricRules form={form} definitions={definitions} />
          </Panel>
          <Panel title={t("programme:deductions")} description={t("programme:deductionsHint")}>
            <DeductionFields form={form} />
          </Panel>
        </Stack>
        <div className={classes["aside"]}>
          <Panel title={t("programme:simulation")} description={t("programme:simulationHint")}>
            <Stack gap="md">
              <Group gap="xs">
                <PeriodPicker label={t("programme:pastPeriod")} value={period} today={today} onChange={(next) => go.filter({ period: next })} />
                <Button variant="default" onClick={() => void tryIt()} loading={simulation.fetching}>
                  {t("programme:simulate")}
                </Button>
              </Group>
              <Simulation outcome={simulation.outcome} fetching={simulation.fetching} stale={simulation.tried !== triedText(input, period)} onPage={(page) => void simulation.run(input, period, page)} />
            </Stack>
          </Panel>
          {may("programme", "update") && (
            <Group justify="flex-end" mt="lg">
              <Button type="submit" loading={publishing || simulation.fetching}>
                {t("programme:publish.open")}
              </Button>
            </Group>
          )}
        </div>
      </div>
      {asked && <PublishDialog name={asked.input.name} from={asked.input.from} audience={audience(form.values.eligibility)} outcome={asked.outcome} busy={publishing} onConfirm={() => void confirm()} onClose={() => setAsked(undefined)} />}
    </form>
  );
}
