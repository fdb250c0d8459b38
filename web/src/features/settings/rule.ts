import { graphql, type ResultOf } from "~/shared/graphql/gql";

/** What a rule goes by from a day on. */
export const settingFragment = graphql(`
  fragment RuleSettingRow on RuleSetting @_unmask {
    version
    validFrom
    enabled
    values { key value unit least most choices default }
    bands { medium high critical }
    tellsParties
    quietDays
    mode
    legalBasis
    jurisdictions
    reason
    changedBy { id name }
    changedAt
  }
`);

export const ruleFragment = graphql(
  `
    fragment RuleRow on ConflictRuleInfo @_unmask {
      rule
      moment
      raisesSignals
      current { ...RuleSettingRow }
      history { ...RuleSettingRow }
    }
  `,
  [settingFragment],
);

export const rulesQuery = graphql(
  `
    query ConflictRules {
      conflictRules { ...RuleRow }
    }
  `,
  [ruleFragment],
);

export type Rule = ResultOf<typeof ruleFragment>;
export type Setting = ResultOf<typeof settingFragment>;
export type Value = Setting["values"][number];

/** The thresholds that there are words for, rules:value.*. */
export const valueKeys = [
  "depth",
  "deviations",
  "dumpingBelow",
  "freeWithin",
  "groupBy",
  "leastLines",
  "leastWeeks",
  "recentWeeks",
  "returnWithin",
  "tolerance",
  "window",
  "within",
] as const;

/** What can be chosen for them, rules:choice.*. */
export const choices = ["MONTH", "ORDER", "LINE", "CUSTOMER"] as const;
