// Sensible answers for the fields that screens are built around.
const permissions = {
  brand: ["distributor:read", "distributor:create", "distributor:update", "territory:read", "territory:create", "territory:update", "assignment:read", "assignment:create", "assignment:update", "target:read", "target:update", "product:read", "product:create", "product:update", "pricePolicy:read", "pricePolicy:update", "exchangeRate:read", "exchangeRate:update", "productAlias:update", "salesReport:read", "saleLine:read", "saleLine:export", "period:read", "period:close", "period:reopen", "scorecard:read", "user:read", "user:invite", "user:update", "portfolio:update", "policy:read", "audit:read"],
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
  joinedOn: "2021-03-01",
  leftOn: null,
});
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
  product: { __typename: "Product", id: `prd_${index}`, code: `QX-${220 + index * 3}`, name: { default: "Deep groove bearing 6204", zhHant: "精密軸承 6204", zhHans: "精密轴承 6204" } },
  account: { __typename: "Account", id: `acc_${index}`, code: "C001", name: "大同機械工業", isOrganization: true, firstSaleOn: null },
  territory: null,
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

const metrics = [
  ["revenue_attainment", "PERCENT", "96.40", "92.80", "30"],
  ["revenue_growth", "PERCENT", "8.20", "104.10", "15"],
  ["active_customers", "COUNT", "148", "98.60", "10"],
  ["repeat_rate", "PERCENT", "61.30", "88.00", "10"],
  ["mix_breadth", "PERCENT", "62.50", "71.00", "10"],
  ["report_timeliness", "PERCENT", "83.30", "66.60", "15"],
  ["data_quality", "PERCENT", null, null, "10"],
];

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
    scorecard: (_source, { distributorId, period }) => ({
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
      metrics: metrics.map(([key, unit, value, score, weight], index) => ({
        key,
        unit,
        value,
        score,
        weight,
        higherIsBetter: true,
        floor: "50",
        target: "100",
        stretch: "120",
        trend: months.map((one, month) => ({ period: one, value: value === null ? null : (Number(value) * (0.85 + 0.2 * Math.sin(month + index))).toFixed(2) })),
        explanation: { formula: { key: `metric.${key}.formula`, params: {} }, noData: value === null ? { key: "metric.noData", params: {} } : null, inputs: [{ key: "revenue", value: "18430211.44", currency: "TWD", lines: { distributorId, from: "2025-10-01", until: "2025-10-31", returns: null } }] },
      })),
    }),
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
