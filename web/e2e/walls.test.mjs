// The other distributor sees none of it: through no address, list, download or number.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { account, arrive, ask, launch, login, open, settled, speak } from "./support/browser.mjs";
import { startPortal } from "./support/portal.mjs";

describe("what is one distributor's, the other cannot see", () => {
  let portal, browser, tab, theirs, own, exported;

  before(async () => {
    portal = await startPortal();
    browser = await launch();
    const owner = await open(browser, portal.url);
    await login(owner, account(portal, "distributor_rep", 0));
    theirs = await ask(
      owner,
      `{
        viewer { distributor { id code name { default zhHant } } }
        salesReports(first: 20) { edges { node { id fileName rejectsUrl } } }
        saleLines(first: 1) { totalCount edges { node { id invoiceNumber } } }
      }`,
    );
    const { requestExport } = await ask(owner, `mutation ($key: String!) { requestExport(input: { filter: {}, format: CSV, idempotencyKey: $key }) { export { id } } }`, { key: `walls-${Date.now()}` });
    for (const end = Date.now() + 60_000; Date.now() < end; await owner.waitForTimeout(500)) {
      exported = (await ask(owner, `query ($id: ID!) { node(id: $id) { ... on Export { id state url } } }`, { id: requestExport.export.id })).node;
      if (exported.state !== "RUNNING") break;
    }
    assert.equal(exported.state, "READY");
    tab = await open(browser, portal.url);
    await login(tab, account(portal, "distributor_rep", 1));
    await speak(tab, "en");
    own = await ask(tab, "{ viewer { distributor { id code name { default } } } saleLines(first: 1) { totalCount } }");
  });
  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  /** What must show nowhere: names, numbers and files of the other. */
  const secrets = () => [theirs.viewer.distributor.name.default, theirs.viewer.distributor.name.zhHant, theirs.viewer.distributor.code, theirs.saleLines.edges[0].node.invoiceNumber, ...theirs.salesReports.edges.map(({ node }) => node.fileName).filter((name) => name.startsWith("beichen"))].filter(Boolean);
  const hidesAll = async (where) => {
    const text = await tab.locator("body").innerText();
    for (const secret of secrets()) assert.ok(!text.includes(secret), `${where} shows ${secret}`);
  };

  it("their pages are not found", async () => {
    const report = theirs.salesReports.edges[0].node.id;
    const { id } = theirs.viewer.distributor;
    const pages = {
      [`/reports/${report}`]: "There is no such report",
      [`/reports/${report}?tab=lines`]: "There is no such report",
      [`/reports/${report}?dialog=cancel`]: "There is no such report",
      [`/distributors/${id}`]: "There is no such distributor",
      [`/distributors/${id}?tab=reports`]: "There is no such distributor",
      [`/scorecards/${id}`]: "There is no such scorecard",
      [`/scorecards/${id}?period=2026`]: "There is no such scorecard",
      [`/sales?dialog=line&id=${theirs.saleLines.edges[0].node.id}`]: "There is no such line",
      [`/sales?export=${exported.id}`]: "This export is no longer there",
    };
    for (const [path, words] of Object.entries(pages)) {
      await tab.goto(path);
      await tab.getByText(words).waitFor();
      await hidesAll(path);
    }
  });

  it("their filters find nothing", async () => {
    await tab.goto(`/sales?distributor=${theirs.viewer.distributor.id}`);
    await settled(tab);
    assert.equal(await tab.locator('[data-stat="Lines"]').innerText(), "0");
    await tab.getByText("No line fits these filters").waitFor();
    await tab.goto(`/reports?distributor=${theirs.viewer.distributor.id}`);
    await tab.getByText("No report fits these filters").waitFor();
    await hidesAll("the filters");
  });

  it("their files do not come down, and the answer is that of files that never were", async () => {
    const report = theirs.salesReports.edges.find(({ node }) => node.rejectsUrl).node;
    const answer = (path) => tab.evaluate((where) => fetch(where).then(async (response) => ({ status: response.status, body: (await response.text()).replace(/[0-9a-z_-]{20,}/gi, "…") })), path);
    for (const path of [report.rejectsUrl, exported.url]) {
      assert.ok(path, "there is an address to try");
      const mine = await answer(path);
      assert.equal(mine.status, 404, path);
      const never = await answer(path.replace(/[0-9a-z]{4}(?=$|\?)/, "0000"));
      assert.deepEqual(mine, never, path);
    }
  });

  it("lists and home show their own alone", async () => {
    for (const path of ["/", "/reports", "/sales", "/sales?by=DISTRIBUTOR", "/distributors", "/scorecards", "/territories", "/products", "/targets"]) {
      await tab.goto(path);
      await settled(tab);
      await hidesAll(path);
    }
    assert.notEqual(own.saleLines.totalCount, theirs.saleLines.totalCount);
    await tab.goto("/distributors");
    await tab.waitForURL(new RegExp(`/distributors/${own.viewer.distributor.id}`));
  });

  it("the brand's pages are not theirs", async () => {
    for (const path of ["/users", "/users/policy", "/audit"]) {
      await tab.goto(path);
      await settled(tab);
      await hidesAll(path);
      assert.equal(await tab.getByRole("main").getByRole("table").count(), 0, `${path} shows a table`);
    }
  });

  it("nobody sees anything without a login", async () => {
    const stranger = await open(browser, portal.url);
    await stranger.goto(`/distributors/${theirs.viewer.distributor.id}`);
    await arrive(stranger, /\/login\?next=/);
    const status = await stranger.evaluate((path) => fetch(path).then((response) => response.status), exported.url);
    assert.equal(status, 401);
  });

  it("left no trouble in the console", () => assert.deepEqual(tab.troubles, []));
});
