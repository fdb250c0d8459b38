import { Fieldset, MantineThemeProvider, MultiSelect, NativeSelect, NumberInput, Radio, SimpleGrid, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import type { Rule, Value } from "../rule";
import type { RuleValues } from "../rule-form";
import { useValueText } from "../use-value-text";

const territoriesQuery = graphql(`
  query RuleTerritories {
    territories { id code name { default zhHant zhHans } }
  }
`);

// Hints stand below their fields, so that fields side by side stay level.
const level = { components: { InputWrapper: { defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"] } } } };

type Form = UseFormReturnType<RuleValues>;

/** All that can be set about a rule but from when and why. */
export function RuleFields({ form, rule }: { form: Form; rule: Rule }) {
  const { t } = useTranslation(["rules", "common"]);
  const { baseCurrency } = useViewer();
  return (
    <MantineThemeProvider theme={level}>
      <Stack gap="lg">
        <Switch label={t("rules:enabled")} description={t("rules:enabledHint")} {...form.getInputProps("setting.enabled", { type: "checkbox" })} />
        {rule.current.values.length > 0 && (
          <Fieldset legend={t("rules:thresholds")} bg="var(--portal-surface)">
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              {rule.current.values.map((value, index) => (
                <ValueField key={value.key} form={form} value={value} index={index} />
              ))}
            </SimpleGrid>
          </Fieldset>
        )}
        <Fieldset legend={t("rules:bands")} bg="var(--portal-surface)">
          <Text size="sm" c="dimmed" mb="sm">
            {t("rules:bandsHint", { currency: baseCurrency })}
          </Text>
          <SimpleGrid cols={{ base: 1, xs: 3 }}>
            <TextInput label={t("common:conflict.severity.MEDIUM")} inputMode="decimal" {...form.getInputProps("setting.bands.medium")} />
            <TextInput label={t("common:conflict.severity.HIGH")} inputMode="decimal" {...form.getInputProps("setting.bands.high")} />
            <TextInput label={t("common:conflict.severity.CRITICAL")} inputMode="decimal" {...form.getInputProps("setting.bands.critical")} />
          </SimpleGrid>
          {form.errors["setting.bands"] && (
            <Text size="sm" c="var(--mantine-color-error)" role="alert">
              {form.errors["setting.bands"]}
            </Text>
          )}
        </Fieldset>
        {!rule.raisesSignals && <EnforcementFields form={form} />}
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <NumberInput label={t("rules:quietDays")} description={t("rules:quietDaysHint")} min={0} max={3650} allowDecimal={false} {...form.getInputProps("setting.quietDays")} />
          {!rule.raisesSignals && <Switch label={t("rules:tellsParties")} description={t("rules:tellsPartiesHint")} mt={{ xs: 26 }} {...form.getInputProps("setting.tellsParties", { type: "checkbox" })} />}
        </SimpleGrid>
      </Stack>
    </MantineThemeProvider>
  );
}

/** One threshold with its unit and its bounds. */
function ValueField({ form, value, index }: { form: Form; value: Value; index: number }) {
  const { t } = useTranslation("rules");
  const { baseCurrency } = useViewer();
  const { name, text, choice } = useValueText();
  const path = `setting.values.${index}.value`;
  // The server names a threshold by its key.
  const field = { ...form.getInputProps(path), error: form.errors[path] ?? form.errors[`setting.values.${value.key}`] };
  if (value.unit === "CHOICE") return <NativeSelect label={name(value.key)} description={t("default", { value: choice(value.default) })} data={value.choices.map((one) => ({ value: one, label: choice(one) }))} {...field} />;
  const units = { PERCENT: t("unit.PERCENT"), DAYS: t("unit.DAYS"), AMOUNT: baseCurrency, NUMBER: "" };
  const label = [name(value.key), units[value.unit] && `(${units[value.unit]})`].filter(Boolean).join(" ");
  const bounds = value.least !== null && value.most !== null ? t("bounds", { least: text(value, value.least), most: text(value, value.most) }) : "";
  return <TextInput label={label} description={[bounds, t("default", { value: text(value, value.default) })].filter(Boolean).join(" · ")} inputMode="decimal" {...field} />;
}

/** Whether the rule is enforced, on what legal basis and where. */
function EnforcementFields({ form }: { form: Form }) {
  const { t } = useTranslation(["rules", "common"]);
  const localName = useLocalName();
  const [{ data }] = useQuery({ query: territoriesQuery });
  const { mode, jurisdictions } = form.values.setting;
  const enforced = mode === "ENFORCED";
  const codes = new Map([...jurisdictions.map((code) => [code, code] as const), ...(data?.territories ?? []).map((one) => [one.code, `${localName(one.name)} · ${one.code}`] as const)]);
  return (
    <Fieldset legend={t("rules:mode")} bg="var(--portal-surface)">
      <Stack gap="md">
        <Radio.Group aria-label={t("rules:mode")} {...form.getInputProps("setting.mode")}>
          <Stack gap="xs">
            <Radio value="ADVISORY" label={t("rules:mode.ADVISORY")} description={t("rules:modeHint.ADVISORY")} />
            <Radio value="ENFORCED" label={t("rules:mode.ENFORCED")} description={t("rules:modeHint.ENFORCED")} />
          </Stack>
        </Radio.Group>
        <Textarea label={t("rules:legalBasis")} description={t("rules:legalBasisHint")} withAsterisk={enforced} autosize minRows={2} maxLength={2000} {...form.getInputProps("setting.legalBasis")} />
        <MultiSelect
          label={t("rules:jurisdictions")}
          description={t("rules:jurisdictionsHint")}
          searchable
          limit={50}
          data={[...codes].map(([value, label]) => ({ value, label }))}
          nothingFoundMessage={t("common:picker.nothing")}
          {...form.getInputProps("setting.jurisdictions")}
        />
      </Stack>
    </Fieldset>
  );
}
