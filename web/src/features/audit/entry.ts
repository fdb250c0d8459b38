import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const entryFragment = graphql(`
  fragment Entry on AuditEntry @_unmask {
    id
    at
    action
    subjectType
    subjectId
    before
    after
    reason
    requestId
    actor { id name }
  }
`);

export type Entry = ResultOf<typeof entryFragment>;

/** The actions that the portal records, for the filter. */
export const actions = [
  "account.addEntry",
  "account.create",
  "account.dismissDuplicate",
  "account.importChunk",
  "account.merge",
  "account.recordConsent",
  "account.unmerge",
  "account.update",
  "accountImport.accept",
  "accountImport.cancel",
  "accountImport.confirm",
  "accountImport.create",
  "accountImport.fail",
  "apiKey.create",
  "apiKey.revoke",
  "assignment.create",
  "assignment.end",
  "assignments.import",
  "brand.create",
  "calendar.set",
  "conflict.answer",
  "conflict.appeal",
  "conflict.assign",
  "conflict.decideAppeal",
  "conflict.dismiss",
  "conflict.escalate",
  "conflict.merge",
  "conflict.message",
  "conflict.move",
  "conflict.open",
  "conflict.propose",
  "conflict.respond",
  "conflict.rule",
  "conflict.split",
  "conflict.tellNames",
  "contact.reveal",
  "customer.decideMatch",
  "customer.linkAccount",
  "customer.linkMatches",
  "customer.match",
  "customer.pinField",
  "customer.unlinkAccount",
  "distributor.create",
  "distributor.update",
  "distributors.import",
  "exchange-rates.import",
  "exchangeRate.set",
  "interest.declare",
  "lead.answer",
  "lead.offer",
  "lead.settle",
  "lead.withdraw",
  "period.close",
  "period.reopen",
  "portfolio.set",
  "price-policies.import",
  "pricePolicy.set",
  "privacy.document",
  "privacy.enforce",
  "privacy.erase",
  "privacy.forget",
  "privacy.setRetention",
  "product-aliases.import",
  "product-lines.import",
  "product.create",
  "product.update",
  "productAlias.remove",
  "productAlias.set",
  "productLine.create",
  "products.import",
  "registration.addActivity",
  "registration.approve",
  "registration.confirm",
  "registration.convert",
  "registration.create",
  "registration.escalate",
  "registration.expire",
  "registration.extend",
  "registration.reject",
  "registration.release",
  "registration.remind",
  "registration.requestChanges",
  "registration.restore",
  "registration.review",
  "registration.revoke",
  "registration.shorten",
  "registration.submit",
  "registration.update",
  "saleLine.acceptChunk",
  "saleLine.correct",
  "saleLine.export",
  "saleLine.void",
  "salesReport.accept",
  "salesReport.cancel",
  "salesReport.confirm",
  "salesReport.create",
  "salesReport.fail",
  "salesReport.inspect",
  "salesReport.requestCancel",
  "settings.setAvailability",
  "share.grant",
  "share.revoke",
  "target.remove",
  "target.set",
  "targets.import",
  "territories.import",
  "territory.create",
  "territory.update",
  "user.accept",
  "user.add",
  "user.changePassword",
  "user.deactivate",
  "user.invite",
  "user.reactivate",
  "user.setLocale",
  "user.setRole",
] as const;

/** The first moment of a day where the viewer is, as the schema's DateTime. */
export function dayStart(day: string, days = 0): string {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + days).toISOString();
}
