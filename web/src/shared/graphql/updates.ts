import type { Cache, UpdatesConfig } from "@urql/exchange-graphcache";
import { unreadQuery } from "~/shared/live/unread";

/** Forgets every stored answer of the named root fields, so that screens that show them ask again. */
function forget(cache: Cache, ...fields: string[]): void {
  for (const field of cache.inspectFields("Query")) {
    if (fields.includes(field.fieldName)) cache.invalidate("Query", field.fieldName, field.arguments);
  }
}

/** Keeps how many inbox items are unread, as the server has just told it. */
function setUnread(cache: Cache, told: unknown): void {
  const { unread } = told as { unread: number };
  cache.updateQuery({ query: unreadQuery }, () => ({ unreadCount: unread }));
}

/** What each mutation makes stale besides the rows in its own payload, which the cache merges by id. */
const stale: Record<string, string[]> = {
  createSalesReport: ["salesReports"],
  confirmSalesReport: ["salesReports"],
  submitSales: ["salesReports", "saleLines", "salesSummary", "scorecard", "scorecards", "portfolioOverview"],
  cancelSalesReport: ["salesReports", "saleLines", "salesSummary", "scorecard", "scorecards", "portfolioOverview"],
  correctSaleLine: ["saleLines", "salesSummary", "scorecard", "scorecards", "portfolioOverview"],
  voidSaleLines: ["saleLines", "salesSummary", "scorecard", "scorecards", "portfolioOverview"],
  createDistributor: ["distributors", "scorecards", "portfolioOverview"],
  updateDistributor: ["distributors", "scorecards", "portfolioOverview"],
  createTerritory: ["territories"],
  assignTerritory: ["assignments", "distributor", "scorecard"],
  endAssignment: ["assignments", "distributor", "scorecard"],
  recordFeedback: ["feedback", "scorecard", "scorecards", "channelView"],
  withdrawFeedback: ["feedback", "scorecard", "scorecards", "channelView"],
  importFeedback: ["feedback", "scorecard", "scorecards", "channelView"],
  createSurveyLinks: ["surveyLinks"],
  revokeSurveyLink: ["surveyLinks"],
  setMarketSize: ["marketSizes", "scorecard", "scorecards"],
  setBudget: ["budgets", "channelView"],
  setCourse: ["courses", "trainingRequirements", "scorecard", "scorecards"],
  recordTraining: ["trainingRecords", "trainingRequirements", "scorecard", "scorecards"],
  withdrawTraining: ["trainingRecords", "trainingRequirements", "scorecard", "scorecards"],
  importTraining: ["trainingRecords", "trainingRequirements", "scorecard", "scorecards"],
  setScorecardProgramme: ["scorecardProgrammes", "scorecard", "scorecards", "portfolioOverview"],
  withdrawScorecardProgramme: ["scorecardProgrammes"],
  setTarget: ["targets", "scorecard", "scorecards", "portfolioOverview", "distributor", "distributors", "channelView"],
  cascadeTarget: ["targets", "scorecard", "scorecards", "portfolioOverview", "distributor", "distributors", "channelView"],
  importTargets: ["targets", "scorecard", "scorecards", "portfolioOverview", "distributor", "distributors", "channelView"],
  createProductLine: ["productLines"],
  createProduct: ["products"],
  setProductAlias: ["products", "product"],
  setPricePolicy: ["pricePolicies"],
  setExchangeRate: ["exchangeRates"],
  inviteUser: ["users"],
  decideMatch: ["customers", "customer", "customerOfAccount"],
  linkMatches: ["customers", "customer", "customerOfAccount", "matchCandidates"],
  linkAccount: ["customers", "customer", "customerOfAccount"],
  unlinkAccount: ["customers", "customer", "customerOfAccount"],
  pinCustomerField: ["customers", "customer"],
  offerLead: ["leads", "shares"],
  withdrawLead: ["leads", "shares"],
  setAvailability: ["answersAvailability"],
  closePeriod: ["accountingPeriods", "scorecard", "scorecards", "portfolioOverview"],
  reopenPeriod: ["accountingPeriods"],
  confirmReopening: ["accountingPeriods", "scorecard", "scorecards", "portfolioOverview"],
  cancelReopening: ["accountingPeriods"],
  restatePeriod: ["restatements"],
  publishRestatement: ["restatements", "scorecard", "scorecards", "portfolioOverview"],
  cancelRestatement: ["restatements"],
  createAccount: ["accounts", "accountDuplicates"],
  updateAccount: ["accounts", "accountDuplicates"],
  addAccountEntry: ["account"],
  mergeAccounts: ["accounts", "account", "accountDuplicates", "salesSummary", "scorecard"],
  unmergeAccount: ["accounts", "account", "accountDuplicates", "salesSummary", "scorecard"],
  dismissDuplicate: ["accountDuplicates"],
  importAccounts: ["accountImports"],
  confirmAccountImport: ["accountImports", "accounts"],
  cancelAccountImport: ["accountImports"],
  shareCustomer: ["shares"],
  revokeShare: ["shares", "account"],
  revealContacts: ["contactViews"],
  answerLead: ["leadOffers", "shares", "account"],
  eraseCustomer: ["erasures", "accounts", "accountDuplicates", "customers"],
  setRetention: ["retentionPeriods", "privacyCategories"],
  createApiKey: ["apiKeys"],
  openConflict: ["conflicts", "conflictCounts", "signals"],
  assignMediator: ["conflicts", "conflictCounts"],
  respondToConflict: ["conflicts", "conflictCounts"],
  proposeResolution: ["conflicts", "conflictCounts"],
  answerProposal: ["conflicts", "conflictCounts"],
  ruleOnConflict: ["conflicts", "conflictCounts"],
  appealConflict: ["conflicts", "conflictCounts"],
  decideAppeal: ["conflicts", "conflictCounts"],
  dismissConflict: ["conflicts", "conflictCounts"],
  mergeConflicts: ["conflicts", "conflictCounts"],
  splitConflict: ["conflicts", "conflictCounts"],
  tellConflictNames: ["conflicts"],
  dismissSignal: ["signals"],
  declareInterest: ["interests"],
  setConflictRule: ["conflictRules"],
  setWorkCalendar: ["workCalendar"],
  createRegistration: ["registrations"],
  updateRegistration: ["registrations"],
  reviewRegistration: ["registrations"],
  requestRegistrationChanges: ["registrations"],
  approveRegistration: ["registrations", "registrationUse"],
  rejectRegistration: ["registrations"],
  extendRegistration: ["registrations"],
  releaseRegistration: ["registrations", "registrationUse"],
  contestMetric: ["contests", "scorecard", "scorecards"],
  answerContest: ["contests", "scorecard", "scorecards"],
  withdrawContest: ["contests", "scorecard", "scorecards"],
  reviewDistributor: ["reviews", "scorecard", "scorecards"],
  convertRegistration: ["registrations", "registrationUse"],
};

export const updates: UpdatesConfig = {
  Mutation: {
    ...Object.fromEntries(Object.entries(stale).map(([mutation, fields]) => [mutation, (_result: unknown, _args: unknown, cache: Cache) => forget(cache, ...fields)])),
    markInboxRead(result, _args, cache) {
      setUnread(cache, result["markInboxRead"]);
      forget(cache, "inboxItems");
    },
  },
  Subscription: {
    events(result, _args, cache) {
      setUnread(cache, result["events"]);
    },
    // A report that has ended has changed the lists and sums; while it moves only its own row changes.
    salesReportProgress(result, _args, cache) {
      const report = result["salesReportProgress"] as { finishedAt?: string | null } | null;
      if (report?.finishedAt) forget(cache, "salesReports", "saleLines", "salesSummary", "scorecard", "scorecards", "portfolioOverview");
    },
  },
};
