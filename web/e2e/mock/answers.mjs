// Sensible answers for the fields that screens are built around.
const permissions = {
  brand: ["distributor:read", "distributor:create", "distributor:update", "territory:read", "territory:create", "territory:update", "assignment:read", "assignment:create", "assignment:update", "target:read", "target:update", "product:read", "product:create", "product:update", "pricePolicy:read", "pricePolicy:update", "exchangeRate:read", "exchangeRate:update", "productAlias:update", "salesReport:read", "saleLine:read", "saleLine:export", "period:read", "period:close", "period:reopen", "saleLine:correct", "scorecard:read", "user:read", "user:invite", "user:update", "portfolio:update", "policy:read", "audit:read"],
  distributor: ["distributor:read", "territory:read", "assignment:read", "target:read", "product:read", "productAlias:update", "salesReport:read", "salesReport:create", "salesReport:cancel", "saleLine:read", "saleLine:correct", "saleLine:export", "period:read", "scorecard:read", "user:read", "user:invite", "user:update"],
};
const names = [
  ["Formosa Precision Supply", "福爾摩沙精密器材股份有限公司", "福尔摩沙精密器材股份有限公司"],
  ["Shenzhen Harbour Trading", "深圳灣貿易有限公司", "深圳湾贸易有限公司"],
  ["Nordlicht Vertrieb GmbH", null, null],
  ["Kaohsiung Marine & Tool", "高雄海洋工具行", "高雄海洋工具行"],
  ["Chengdu West Gate Distribution", "成都西門商貿有限公司", "成都西门商贸有限公司"],
  ["Alpenland Handels AG", null, null],
];
export const distributor = (index) => ({
  __typename: "Distributor",
  id: `dst_${index}`,
  code: `D-${1001 + index}`,
  name: { default: names[index % 6][0], zhHant: names[index % 6][1], zhHans: names[index % 6][2] },
  currency: ["TWD", "CNY", "EUR"][index % 3],
  country: ["TW", "CN", "DE"][index % 3],
  timeZone: ["Asia/Taipei", "Asia/Shanghai", "Europe/Berlin"][index % 3],
  tier: ["TIER_1", "TIER_1", "TIER_2"][index % 3],
  status: ["ACTIVE", "ACTIVE", "ONBOARDING", "ACTIVE", "SUSPENDED", "ENDED"][index % 6],
  channelTypes: [["STORE", "ECOMMERCE"], ["ECOMMERCE"], ["DISTRIBUTION", "STORE", "DIRECT"]][index % 3],
  parent: () => (index === 2 ? distributor(0) : null),
  managers: [{ __typename: "User", id: "usr_7", name: "Marta Keller", email: "marta.keller@example.com" }],
  joinedOn: "2021-03-01",
  leftOn: null,
  revenue: ({ period }) => ({ revenue: money((9.4e6 - index * 1.1e6) * (period.length === 4 ? 11 : 1)), target: index === 3 ? null : money(9e6 * (period.length === 4 ? 12 : 1)), attainment: index === 3 ? null : (104.2 - index * 11).toFixed(2), lastYear: money(8.8e6 * (period.length === 4 ? 11 : 1)) }),
  assignments: [
    { __typename: "Assignment", id: `asg_${index}1`, territory: territory(1), productLine: null, from: "2021-03-01", until: null, exclusive: true },
    { __typename: "Assignment", id: `asg_${index}2`, territory: territory(2), productLine: family(1), from: "2022-01-01", until: "2024-12-31", exclusive: false },
  ],
});
const territory = (index) => ({ __typename: "Territory", id: `ter_${index}`, code: ["TW", "TW-TPE", "TW-TXG", "TW-KHH"][index], name: [{ default: "Taiwan", zhHant: "臺灣", zhHans: "台湾" }, { default: "Taipei", zhHant: "臺北市", zhHans: "台北市" }, { default: "Taichung", zhHant: "臺中市", zhHans: "台中市" }, { default: "Kaohsiung", zhHant: "高雄市", zhHans: "高雄市" }][index], kind: index === 0 ? "COUNTRY" : "CITY", parentId: index === 0 ? null : "ter_0", depth: index === 0 ? 0 : 1, aliases: [] });
const family = (index) => ({ __typename: "ProductLine", id: `pln_${index}`, code: ["BRG", "PNE", "LIN"][index], name: [{ default: "Bearings", zhHant: "軸承", zhHans: "轴承" }, { default: "Pneumatics", zhHant: "氣動元件", zhHans: "气动元件" }, { default: "Linear guides", zhHant: "線性滑軌", zhHans: "直线导轨" }][index] });
const money = (amount, currency = "TWD") => ({ amount: String(amount), currency });
const months = Array.from({ length: 12 }, (_, index) => `2025-${String(index + 1).padStart(2, "0")}`);

const columns = [
  ["單據號", "INVOICE_NUMBER", "SYNONYM"],
  ["單據日期", "SALE_DATE", "SYNONYM"],
  ["商品編碼", "PRODUCT_CODE", "CONFIRMED"],
  ["品名", null, "NONE"],
  ["數量", "QUANTITY", "EXACT"],
  ["含稅單價", "UNIT_PRICE", "CONTENT"],
  ["客戶名稱", "CUSTOMER_NAME", "SYNONYM"],
  ["縣市", null, "NONE"],
];
const preview = Array.from({ length: 10 }, (_, index) => [`TW2025-${8801 + index}`, `114/10/${String(3 + index).padStart(2, "0")}`, `QX-${220 + index * 3}`, ["精密軸承 6204", "氣動夾爪", "線性滑軌 20mm"][index % 3], String(2 + ((index * 7) % 40)), (1280 + index * 35.5).toFixed(2), ["大同機械工業", "永豐五金行", "華新精密"][index % 3], ["台中市", "新北市", "高雄市"][index % 3]]);

const states = new Map();
let mapped = columns;
export function report(id = "rpt_1", state) {
  const at = states.get(id);
  const done = at?.done ?? 48210;
  const now = state ?? at?.state ?? "ACCEPTED_WITH_REJECTS";
  const ended = ["ACCEPTED", "ACCEPTED_WITH_REJECTS"].includes(now);
  return {
    __typename: "SalesReport",
    id,
    distributor: distributor(0),
    source: "FILE",
    fileName: "銷貨明細_2025-10.xlsx",
    sha256: "9b1f8c2e9b1f8c2e9b1f8c2e9b1f8c2e9b1f8c2e9b1f8c2e9b1f8c2e9b1f8c2e",
    state: now,
    layout: { format: "xlsx", encoding: "", delimiter: "", sheet: "十月銷貨", headerRow: 3 },
    mapping: mapped.map(([header, field, confidence], index) => ({ index, header, field, confidence })),
    missingFields: mapped.some(([, field]) => field === "NET_AMOUNT" || field === "UNIT_PRICE") ? [] : ["UNIT_PRICE"],
    preview,
    rowsTotal: 48210,
    rowsDone: done,
    rowsAccepted: Math.floor(done * 0.985),
    rowsDuplicate: Math.floor(done * 0.01),
    rowsRejected: ended ? 37 : Math.floor(done * 0.0008),
    rowsMended: 4,
    rowsIgnored: 3,
    rowsWarned: 12,
    total: money("18430211.4400"),
    salesFrom: "2025-10-01",
    salesUntil: "2025-10-31",
    failure: now === "FAILED" ? { key: "import.notUTF8", params: {} } : null,
    sameAs: null,
    createdBy: { __typename: "User", id: "usr_1", name: "林佳穎" },
    createdAt: "2025-11-20T02:10:00Z",
    startedAt: "2025-11-20T02:11:00Z",
    finishedAt: ended ? "2025-11-20T02:12:00Z" : null,
    rejectsUrl: ended ? `/files/rejects/${id}` : null,
    viewerCan: ({ action }) => (action === "confirm" ? now === "AWAITING_CONFIRMATION" : action === "cancel" ? now !== "CANCELLED" : false),
  };
}
const connection = (nodes, total = nodes.length) => ({
  edges: nodes.map((node, index) => ({ cursor: String(index), node })),
  pageInfo: { hasNextPage: total > nodes.length, hasPreviousPage: false, startCursor: "a", endCursor: "b" },
  totalCount: total,
});
const rejected = (index, outcome) => ({
  __typename: "RejectedRow",
  id: `row_${outcome}_${index}`,
  rowNumber: 14 + index * 31,
  outcome,
  problems: [
    [{ field: "PRODUCT_CODE", column: "商品編碼", value: "QX-22O", message: { key: "row.product.unknown", params: { nearest: ["QX-220", "QX-223", "QX-226"] } } }],
    [{ field: "SALE_DATE", column: "單據日期", value: "115/02/30", message: { key: "row.date.invalid", params: {} } }, { field: "QUANTITY", column: "數量", value: "0", message: { key: "row.quantity.zero", params: {} } }],
  ][index % 2],
  cells: preview[index % 10],
  mendedAt: index === 3 ? "2025-11-20T05:00:00Z" : null,
});
const line = (index) => ({
  __typename: "SaleLine",
  id: `lin_${index}`,
  distributor: distributor(0),
  report: report(),
  rowNumber: 4 + index,
  invoiceNumber: `TW2025-${8801 + index}`,
  lineNumber: "1",
  saleDate: `2025-10-${String(3 + index).padStart(2, "0")}`,
  product: { __typename: "Product", id: `prd_${index}`, code: `QX-${220 + index * 3}`, name: { default: "Deep groove bearing 6204", zhHant: "精密軸承 6204", zhHans: "精密轴承 6204" }, productLine: family(0) },
  account: { __typename: "Account", id: `acc_${index}`, code: "C001", name: "大同機械工業", isOrganization: true, firstSaleOn: null },
  territory: territory(1),
  channelType: "DISTRIBUTION",
  quantity: String(index === 3 ? -4 : 12 + index),
  unitPrice: money("1280.5"),
  discount: null,
  netAmount: money(index === 3 ? "-5122.0000" : 15366 + index * 900),
  baseAmount: money(index === 3 ? "-5122.0000" : 15366 + index * 900),
  serial: "",
  salesPerson: "陳怡君",
  note: "",
  voidedAt: index === 5 ? "2025-11-21T00:00:00Z" : null,
  voidReason: index === 5 ? "Double entry" : null,
  replacedBy: null,
  createdAt: "2025-11-20T02:12:00Z",
  viewerCan: () => index !== 5,
});

const input = (key, value, lines, currency = null) => ({ key, value: String(value), currency, lines: lines ? { distributorId: "dst_0", from: "2025-10-01", until: "2025-10-31", returns: lines === "purchases" ? false : null } : null });
// Key, unit, value, score, weight, floor, target, stretch, inputs.
const metrics = [
  ["revenue_attainment", "PERCENT", "96.40", "92.80", "30", "50", "100", "110", [input("revenue", "18430211.44", true, "TWD"), input("target", "19118476", false, "TWD")]],
  ["revenue_growth", "PERCENT", "8.20", "104.10", "15", "-20", "5", "20", [input("revenue", "18430211.44", true, "TWD"), input("revenue_last_year", "17033466.20", true, "TWD")]],
  ["active_customers", "COUNT", "148", "98.60", "10", "20", "150", "220", [input("active_customers", 148, "purchases")]],
  ["repeat_rate", "PERCENT", "61.30", "88.00", "10", "20", "65", "80", [input("repeating_customers", 91, "purchases"), input("active_customers", 148, "purchases")]],
  ["mix_breadth", "PERCENT", "62.50", "51.00", "10", "30", "90", "100", [input("product_lines_sold", 5, true), input("product_lines_assigned", 8)]],
  ["report_timeliness", "PERCENT", "83.30", "66.60", "15", "50", "100", "100", [input("months_on_time", 10), input("months_due", 12)]],
  ["data_quality", "PERCENT", null, null, "10", "80", "99", "100", [input("rows_accepted", 0), input("rows_rejected", 0)]],
];

const scorecard = (distributorId, period) => ({
  distributor: distributor(Number(distributorId.split("_")[1]) || 0),
  period,
  from: "2025-10-01",
  until: "2025-10-31",
  provisional: false,
  programme: { version: 3, from: "2025-01-01", gradeA: "90", gradeB: "75", gradeC: "60" },
  composite: "86.42",
  grade: "B",
  revenue: money("18430211.44"),
  target: money("19118476"),
  metrics: metrics.map(([key, unit, value, score, weight, floor, target, stretch, inputs], index) => ({
    key,
    unit,
    value,
    score,
    weight,
    higherIsBetter: true,
    floor,
    target,
    stretch,
    trend: months.map((one, month) => ({ period: one, value: value === null ? null : (Number(value) * (0.85 + 0.2 * Math.sin(month + index))).toFixed(2) })),
    explanation: { formula: { key: `scorecard.formula.${key}`, params: {} }, noData: value === null ? { key: "scorecard.noData.noRows", params: {} } : null, inputs },
  })),
});

let exported = 0;
const groupsOf = {
  MONTH: (filter) => months.slice(0, 11).filter((one) => !filter?.period || one.startsWith(filter.period.slice(0, 4))).map((key) => ({ key, name: null })),
  QUARTER: () => [1, 2, 3, 4].map((one) => ({ key: `2025-Q${one}`, name: null })),
  YEAR: () => ["2024", "2025"].map((key) => ({ key, name: null })),
  DISTRIBUTOR: () => [0, 1, 2, 3, 4, 5].map((one) => ({ key: `dst_${one}`, name: distributor(one).name })),
  PRODUCT_LINE: () => [0, 1, 2].map((one) => ({ key: `pln_${one}`, name: family(one).name })),
  PRODUCT: () => Array.from({ length: 14 }, (_, one) => ({ key: `prd_${one}`, name: { default: `Bearing 62${10 + one}`, zhHant: `軸承 62${10 + one}`, zhHans: `轴承 62${10 + one}` } })),
  TERRITORY: () => [1, 2, 3].map((one) => ({ key: territory(one).id, name: territory(one).name })).concat({ key: "", name: null }),
  CHANNEL_TYPE: () => ["DISTRIBUTION", "STORE", "ECOMMERCE"].map((key) => ({ key, name: null })),
};
const summary = (groupBy, filter) => {
  const rows = groupBy.reduce((found, dimension) => found.flatMap((row) => groupsOf[dimension](filter).map((group) => [...row, { dimension, ...group }])), [[]]);
  return rows.map((groups, index) => ({ groups, lines: Math.round(4821 / rows.length), quantity: String(Math.round(61200 / rows.length)), revenue: money(((184302114.4 / rows.length) * (1 + 0.3 * Math.cos(index))).toFixed(2)) }));
};

export const answers = {
  Query: {
    viewer: (_source, _args, { side }) =>
      !side
        ? null
        : {
            user: { __typename: "User", id: "usr_1", name: side === "brand" ? "Marta Keller" : "林佳穎", email: `${side}@example.com` },
            organization: side === "brand" ? { __typename: "Organization", id: "org_1", kind: "BRAND", name: "Qixing Tools" } : { __typename: "Organization", id: "org_2", kind: "DISTRIBUTOR", name: "福爾摩沙精密器材股份有限公司" },
            distributor: side === "brand" ? null : distributor(0),
            role: side === "brand" ? "CHANNEL_MANAGER" : "DISTRIBUTOR_REP",
            permissions: permissions[side].map((one) => ({ resource: one.split(":")[0], action: one.split(":")[1], scope: side === "brand" ? "portfolio" : "own" })),
            locale: null,
            baseCurrency: "TWD",
            today: "2025-11-20",
          },
    portfolioOverview: (_source, { period }) => ({
      period,
      distributors: 24,
      revenue: money("184302114.40"),
      target: money("191000000"),
      lastYear: money("171204113.10"),
      months: months.slice(0, 11).map((one, index) => ({ period: one, revenue: money(14e6 + 4e6 * Math.sin(index / 2)), target: money(16e6), lastYear: money(13e6 + 3e6 * Math.cos(index / 2)) })),
      rose: [0, 1, 2, 3].map((index) => ({ distributor: distributor(index), revenue: money(9e6 - index * 1e6), before: money(7e6 - index * 9e5) })),
      fell: [4, 5].map((index) => ({ distributor: distributor(index), revenue: money(3e6 - index * 1e5), before: money(4e6) })),
      missingReports: [2, 4, 5].map(distributor),
      missingReportCount: 3,
    }),
    distributor: (_source, { id }) => distributor(Number(id.split("_")[1]) || 0),
    distributors: () => connection(Array.from({ length: 6 }, (_, index) => distributor(index)), 24),
    scorecard: (_source, { distributorId, period }) => scorecard(distributorId, period),
    scorecards: (_source, { period }) => connection(Array.from({ length: 6 }, (_, index) => ({ ...scorecard(`dst_${index}`, period), grade: ["A", "B", "B", "C", "D", null][index], composite: [93.1, 86.42, 77.2, 64, 41.3, null][index] })), 24),
    salesSummary: (_source, { groupBy, filter }) => summary(groupBy, filter),
    productLines: () => [0, 1, 2].map(family),
    territories: () => [0, 1, 2, 3].map(territory),
    targets: (_source, { filter }) => connection(months.map((period, index) => ({ __typename: "Target", id: `tgt_${index}`, distributor: distributor(0), period: period.replace("2025", String(filter?.year ?? 2025)), productLine: null, amount: money(9e6) }))),
    node: (_source, { id }) => {
      if (id.startsWith("lin_")) return line(Number(id.slice(4)));
      if (id.startsWith("exp_")) return { __typename: "Export", id, state: (exported += 1200) > 4800 ? "READY" : "RUNNING", rows: Math.min(exported, 4821), url: exported > 4800 ? `/exports/${id}` : null };
      return null;
    },
    salesReports: (_source, { filter, first }) => {
      const all = ["AWAITING_CONFIRMATION", "ACCEPTED_WITH_REJECTS", "ACCEPTED", "FAILED", "CANCELLED", "ACCEPTED"].map((state, index) => report(`rpt_${index + 10}`, state));
      const some = filter?.states ? all.filter((one) => filter.states.includes(one.state)) : all;
      return connection(some.slice(0, first ?? 25), some.length);
    },
    salesReport: (_source, { id }) => report(id, id === "rpt_wait" ? "AWAITING_CONFIRMATION" : undefined),
    saleLines: () => connection(Array.from({ length: 8 }, (_, index) => line(index)), 4821),
    accountingPeriods: (_source, { year }) => months.map((one, index) => ({ period: one.replace("2025", String(year)), closed: index < 9, closedAt: null, closedBy: null })),
  },
  Mutation: {
    createSalesReport: () => {
      states.set("rpt_new", { state: "AWAITING_CONFIRMATION", done: 0 });
      mapped = columns.map(([header, field, confidence]) => [header, field === "UNIT_PRICE" ? null : field, confidence]);
      return { salesReport: report("rpt_new") };
    },
    confirmSalesReport: (_source, { input }) => {
      states.set(input.id, { state: "VALIDATING", done: 0 });
      for (const one of input.mapping ?? []) mapped[one.index] = [mapped[one.index][0], one.field, one.field ? "CONFIRMED" : "NONE"];
      return { salesReport: report(input.id) };
    },
    cancelSalesReport: (_source, { input }) => {
      states.set(input.id, { state: "CANCELLED", done: 48210 });
      return { salesReport: report(input.id) };
    },
    requestExport: () => {
      exported = 0;
      return { export: { __typename: "Export", id: "exp_1", state: "RUNNING", rows: 0, url: null } };
    },
    submitSales: () => ({ salesReport: report("rpt_11") }),
    setLocale: () => ({ viewer: { locale: null } }),
  },
  SalesReport: {
    rejectedRows: (_source, { outcome }) => connection(Array.from({ length: 5 }, (_, index) => rejected(index, outcome)), 37),
    viewerCan: (source, args) => source.viewerCan(args),
  },
  SaleLine: { viewerCan: (source, args) => source.viewerCan(args) },
  Subscription: {
    async *salesReportProgress(_source, { id }) {
      const at = states.get(id) ?? { state: "ACCEPTED_WITH_REJECTS", done: 48210 };
      states.set(id, at);
      for (;;) {
        yield { salesReportProgress: report(id) };
        if (at.state === "AWAITING_CONFIRMATION" || at.done >= 48210) return;
        await new Promise((resolve) => setTimeout(resolve, 400));
        at.done = Math.min(48210, at.done + 3100);
        at.state = at.done >= 48210 ? "ACCEPTED_WITH_REJECTS" : at.done > 9000 ? "IMPORTING" : "VALIDATING";
      }
    },
  },
};
