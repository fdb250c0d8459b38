import { readDecimal, sumDecimals } from "~/shared/format/decimal";
import type { ChannelType } from "~/shared/lines/channel-types";
import type { Tier } from "~/shared/words/tiers";
import type { Definition, Programme } from "./programme";

export const kinds = ["month", "quarter", "year"] as const;
export type Kind = (typeof kinds)[number];

export const bounds = ["floor", "target", "stretch"] as const;
export type BoundsValues = Record<(typeof bounds)[number], string>;

export const deductionKeys = ["upheld_conflict", "warning", "late_report"] as const;
export type DeductionKey = (typeof deductionKeys)[number];

export interface RuleValues extends Record<Kind, BoundsValues> {
  key: string;
  weight: string;
}

export interface DeductionValues {
  key: DeductionKey;
  points: string;
  most: string;
}

/** A programme as its form holds it; the names are those of the schema's input, so that its faults find their fields. */
export interface ProgrammeValues {
  name: string;
  from: string | null;
  gradeA: string;
  gradeB: string;
  gradeC: string;
  rules: RuleValues[];
  deductions: DeductionValues[];
  eligibility: { tiers: Tier[]; channelTypes: ChannelType[]; territoryIds: string[] };
}

/** A decimal without the noughts that the server writes after its point. */
const plain = (value: string) => (value.includes(".") ? value.replace(/\.?0+$/, "") : value);

const boundsValues = (of: Record<(typeof bounds)[number], string>): BoundsValues => ({ floor: plain(of.floor), target: plain(of.target), stretch: plain(of.stretch) });

const isDeduction = (key: string): key is DeductionKey => (deductionKeys as readonly string[]).includes(key);

/** The form to begin with: a version's values from a day on, or an empty one with the usual grades. */
export function programmeValues(base: Programme | undefined, from: string): ProgrammeValues {
  return {
    name: base?.name ?? "",
    from,
    gradeA: plain(base?.gradeA ?? "90"),
    gradeB: plain(base?.gradeB ?? "75"),
    gradeC: plain(base?.gradeC ?? "60"),
    rules: (base?.rules ?? []).map((rule) => ({ key: rule.key, weight: plain(rule.weight), month: boundsValues(rule.month), quarter: boundsValues(rule.quarter), year: boundsValues(rule.year) })),
    deductions: (base?.deductions ?? []).flatMap(({ key, points, most }) => (isDeduction(key) ? [{ key, points: plain(points), most: plain(most) }] : [])),
    eligibility: { tiers: [...(base?.eligibility.tiers ?? [])], channelTypes: [...(base?.eligibility.channelTypes ?? [])], territoryIds: (base?.eligibility.territories ?? []).map((one) => one.id) },
  };
}

/** A metric as it is added: its own bounds, and what weight is left to 100. */
export function ruleOf(definition: Definition, rules: readonly RuleValues[]): RuleValues {
  const left = sumDecimals(["100", `-${weightSum(rules)}`]);
  return { key: definition.key, weight: left.startsWith("-") ? "0" : left, month: boundsValues(definition.month), quarter: boundsValues(definition.quarter), year: boundsValues(definition.year) };
}

const number = (typed: string) => readDecimal(typed) ?? typed.trim();

/** The form as the schema's input. */
export function programmeInput(values: ProgrammeValues) {
  const boundsInput = ({ floor, target, stretch }: BoundsValues) => ({ floor: number(floor), target: number(target), stretch: number(stretch) });
  return {
    name: values.name.trim(),
    from: values.from ?? "",
    gradeA: number(values.gradeA),
    gradeB: number(values.gradeB),
    gradeC: number(values.gradeC),
    rules: values.rules.map((rule) => ({ key: rule.key, weight: number(rule.weight), month: boundsInput(rule.month), quarter: boundsInput(rule.quarter), year: boundsInput(rule.year) })),
    deductions: values.deductions.map(({ key, points, most }) => ({ key, points: number(points), most: number(most) })),
    eligibility: values.eligibility,
  };
}

/** The exact sum of the weights that are numbers. */
export const weightSum = (rules: readonly Pick<RuleValues, "weight">[]): string => sumDecimals(rules.map((rule) => readDecimal(rule.weight) ?? "0"));

const cents = (text: string) => Math.round(Number(readDecimal(text) ?? "0") * 100);

/** The weights in the same proportions, to two places, with 100 as their sum; the largest takes what rounding leaves. */
export function scaledWeights(weights: readonly string[]): string[] {
  const parts = weights.map(cents).map((part) => Math.max(0, part));
  const whole = parts.reduce((sum, part) => sum + part, 0);
  if (parts.length === 0) return [];
  const scaled = parts.map((part) => (whole === 0 ? Math.floor(10_000 / parts.length) : Math.floor((part * 10_000) / whole)));
  const largest = scaled.indexOf(Math.max(...scaled));
  scaled[largest] = (scaled[largest] ?? 0) + 10_000 - scaled.reduce((sum, part) => sum + part, 0);
  return scaled.map((part) => plain((part / 100).toFixed(2)));
}

/** Whether a metric's bounds go up, or down where lower is better; two may be the same. */
export function inOrder({ floor, target, stretch }: BoundsValues, higherIsBetter: boolean): boolean {
  const [low, mid, top] = [floor, target, stretch].map((one) => readDecimal(one));
  if (low === undefined || mid === undefined || top === undefined) return false;
  const rises = (a: string, b: string) => Number(a) <= Number(b);
  return higherIsBetter ? rises(low, mid) && rises(mid, top) : rises(top, mid) && rises(mid, low);
}

/** What is wrong with a programme as far as it can be told without the server, by field. */
export type Need = "name" | "from" | "number" | "positive" | "grades" | "sum" | "metrics" | "upwards" | "downwards" | "most";

export function needsOf(values: ProgrammeValues, definitions: readonly Definition[]): Record<string, Need> {
  const needs: Record<string, Need> = {};
  if (!values.name.trim()) needs["name"] = "name";
  if (!values.from) needs["from"] = "from";
  const grades = (["gradeA", "gradeB", "gradeC"] as const).map((grade) => {
    const read = readDecimal(values[grade]);
    if (read === undefined) needs[grade] = "number";
    return Number(read);
  }) as [number, number, number];
  const [a, b, c] = grades;
  if (a <= b) needs["gradeA"] = "grades";
  if (b <= c) needs["gradeB"] = "grades";
  values.rules.forEach((rule, index) => {
    const weight = readDecimal(rule.weight);
    if (weight === undefined || Number(weight) <= 0) needs[`rules.${index}.weight`] = "positive";
    const higher = definitions.find((one) => one.key === rule.key)?.higherIsBetter ?? true;
    for (const kind of kinds) {
      const blank = bounds.filter((bound) => readDecimal(rule[kind][bound]) === undefined);
      for (const bound of blank) needs[`rules.${index}.${kind}.${bound}`] = "number";
      if (blank.length === 0 && !inOrder(rule[kind], higher)) needs[`rules.${index}.${kind}`] = higher ? "upwards" : "downwards";
    }
  });
  if (values.rules.length === 0) needs["rules"] = "metrics";
  else if (Number(weightSum(values.rules)) !== 100) needs["rules"] = "sum";
  values.deductions.forEach(({ points, most }, index) => {
    const [each, all] = [readDecimal(points), readDecimal(most)];
    if (each === undefined || Number(each) <= 0) needs[`deductions.${index}.points`] = "positive";
    if (all === undefined || Number(all) < Number(each ?? 0)) needs[`deductions.${index}.most`] = "most";
  });
  return needs;
}
