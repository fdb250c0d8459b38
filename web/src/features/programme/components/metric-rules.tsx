import { ActionIcon, Button, Group, NativeSelect, Progress, Stack, Text, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { readDecimal, sumDecimals } from "~/shared/format/decimal";
import { formatPercent } from "~/shared/format/format";
import { useMetricName } from "~/shared/format/metric";
import { useLanguage } from "~/shared/i18n/use-language";
import { EmptyState } from "~/shared/ui/empty-state";
import { Icon } from "~/shared/ui/icon";
import type { Definition } from "../programme";
import { ruleOf, scaledWeights, weightSum, type ProgrammeValues } from "../programme-form";
import { BoundsFields } from "./bounds-fields";
import classes from "./metric-rules.module.css";

type Form = UseFormReturnType<ProgrammeValues>;

/** The metrics in the order of the card, each with its weight and bounds, and what the weights add up to. */
export function MetricRules({ form, definitions }: { form: Form; definitions: readonly Definition[] }) {
  const { t } = useTranslation("programme");
  const metricName = useMetricName();
  const [open, setOpen] = useState<readonly string[]>([]);
  const [adding, setAdding] = useState("");
  const list = useRef<HTMLOListElement>(null);
  const { rules } = form.values;
  const free = definitions.filter((one) => !rules.some((rule) => rule.key === one.key));
  const chosen = free.find((one) => one.key === adding) ?? free[0];
  const move = (key: string, from: number, to: number) => {
    form.reorderListItem("rules", { from, to });
    // The browser forgets the focus of what is moved.
    requestAnimationFrame(() => {
      const buttons = [...(list.current?.querySelectorAll<HTMLButtonElement>(`[data-move="${key}"]`) ?? [])];
      (buttons[to < from ? 0 : 1]?.disabled ? buttons[to < from ? 1 : 0] : buttons[to < from ? 0 : 1])?.focus();
    });
  };
  return (
    <Stack gap="md">
      <WeightSum form={form} />
      {rules.length === 0 && <EmptyState icon="score" title={t("metrics.none")} hint={t("metrics.noneHint")} />}
      <ol className={classes["list"]} ref={list}>
        {rules.map((rule, index) => {
          const name = metricName(rule.key);
          const definition = definitions.find((one) => one.key === rule.key);
          const wrong = Object.keys(form.errors).some((path) => path.startsWith(`rules.${index}.`) && path !== `rules.${index}.weight` && path !== `rules.${index}.key`);
          const shown = wrong || open.includes(rule.key);
          return (
            <li key={rule.key} data-metric={rule.key}>
              <div className={classes["head"]}>
                <div className={classes["name"]}>
                  <Text fw={600}>{name}</Text>
                  {definition && !definition.higherIsBetter && (
                    <Text size="xs" c="dimmed">
                      {t("lowerIsBetter")}
                    </Text>
                  )}
                  {form.errors[`rules.${index}.key`] && (
                    <Text size="xs" c="var(--mantine-color-error)" role="alert">
                      {form.errors[`rules.${index}.key`]}
                    </Text>
                  )}
                </div>
                <TextInput aria-label={t("weightOf", { name })} inputMode="decimal" rightSection="%" className={classes["weight"] ?? ""} {...form.getInputProps(`rules.${index}.weight`)} />
                <Group gap={2} wrap="nowrap" className={classes["buttons"] ?? ""}>
                  <Button size="compact-sm" variant="subtle" color="gray" aria-expanded={shown} aria-label={t("boundsOf", { name })} onClick={() => setOpen(open.includes(rule.key) ? open.filter((key) => key !== rule.key) : [...open, rule.key])} rightSection={<Icon name={shown ? "arrowUp" : "chevronDown"} size={14} />}>
                    {t("bounds")}
                  </Button>
                  <ActionIcon variant="subtle" color="gray" data-move={rule.key} disabled={index === 0} aria-label={t("moveUp", { name })} onClick={() => move(rule.key, index, index - 1)}>
                    <Icon name="arrowUp" size={16} />
                  </ActionIcon>
                  <ActionIcon variant="subtle" color="gray" data-move={rule.key} disabled={index === rules.length - 1} aria-label={t("moveDown", { name })} onClick={() => move(rule.key, index, index + 1)}>
                    <Icon name="arrowDown" size={16} />
                  </ActionIcon>
                  <ActionIcon variant="subtle" color="gray" aria-label={t("remove", { name })} onClick={() => form.removeListItem("rules", index)}>
                    <Icon name="trash" size={16} />
                  </ActionIcon>
                </Group>
              </div>
              {shown && <BoundsFields form={form} index={index} name={name} unit={definition?.unit} />}
            </li>
          );
        })}
      </ol>
      {chosen && (
        <Group align="flex-end" gap="xs">
          <NativeSelect label={t("addMetric")} value={chosen.key} data={free.map((one) => ({ value: one.key, label: metricName(one.key) }))} onChange={(event) => setAdding(event.currentTarget.value)} />
          <Button
            variant="default"
            leftSection={<Icon name="plus" size={16} />}
            onClick={() => {
              form.insertListItem("rules", ruleOf(chosen, rules));
              form.clearFieldError("rules");
            }}
          >
            {t("add")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** What the weights add up to, what is missing or too much, and a way to bring them to 100. */
function WeightSum({ form }: { form: Form }) {
  const { t } = useTranslation("programme");
  const language = useLanguage();
  const { rules } = form.values;
  if (rules.length === 0) return null;
  const sum = weightSum(rules);
  const exact = Number(sum) === 100;
  const left = sumDecimals(["100", `-${sum}`]);
  const percent = (value: string) => formatPercent(value, language);
  const scale = () => {
    const weights = scaledWeights(rules.map((rule) => rule.weight));
    form.setFieldValue(
      "rules",
      rules.map((rule, index) => ({ ...rule, weight: weights[index] ?? rule.weight })),
    );
    form.clearFieldError("rules");
  };
  return (
    <div className={classes["sum"]}>
      <Group justify="space-between" gap="xs" mb={6}>
        <Text size="sm" fw={600} role="status" data-sum={sum} c={exact ? undefined : "var(--mantine-color-error)"}>
          {exact ? t("sum.exact") : left.startsWith("-") ? t("sum.over", { sum: percent(sum), by: percent(left.slice(1)) }) : t("sum.under", { sum: percent(sum), by: percent(left) })}
        </Text>
        {!exact && rules.every((rule) => readDecimal(rule.weight) !== undefined) && (
          <Button size="compact-sm" variant="default" onClick={scale}>
            {t("sum.scale")}
          </Button>
        )}
      </Group>
      <Progress value={Math.min(100, Number(sum))} color={exact ? "jade" : "red"} aria-label={t("sum.label")} />
      {form.errors["rules"] && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert" mt={4}>
          {form.errors["rules"]}
        </Text>
      )}
    </div>
  );
}
