// A scorecard that can be argued with: the distributor contests one line of one number, the manager answers; the manager
// compares, writes a review and prints.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { accessible, account, ask, desktop, download, journey, launch, login, open, overflow, phone, settled, speak } from "./support/browser.mjs";
import { startPortal } from "./support/portal.mjs";

const chosen = 5;

describe("a card is contested, answered, compared, reviewed and printed", () => {
  const step = journey(it);
  let portal, browser, seller, manager, own, present, period, line;
  const cardOf = (id, of = period) => `/scorecards/${id}?period=${of}`;
  const metric = (tab, key) => tab.locator(`[data-metric=${key}]`).first();
  const go = async (tab, path) => {
    await tab.goto(path);
    await settled(tab);
  };

  before(async () => {
    portal = await startPortal();
    browser = await launch();
    const tabOf = async (role, look) => {
      const tab = await open(browser, portal.url, look);
      await login(tab, account(portal, role));
      await speak(tab, "en");
      return tab;
    };
    seller = await tabOf("distributor_rep", { size: phone });
    manager = await tabOf("channel_manager", { size: desktop });
    const { viewer } = await ask(seller, "{ viewer { today distributor { id } } }");
    own = viewer.distributor.id;
    // The last month that is over has lines; only the present one is sure to be open for a review.
    present = viewer.today.slice(0, 7);
    period = new Date(Date.UTC(Number(present.slice(0, 4)), Number(present.slice(5, 7)) - 2, 1)).toISOString().slice(0, 7);
    const { saleLines } = await ask(seller, `query ($filter: SaleFilter!) { saleLines(filter: $filter, first: 1) { edges { node { id invoiceNumber } } } }`, { filter: { distributorId: own, period } });
    line = saleLines.edges[0]?.node;
    assert.ok(line, `nothing was sold in ${period}`);
  });
  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  step("the card opens with its verdict, every metric and what moved it", async () => {
    await go(seller, cardOf(own));
    const { scorecard } = await ask(seller, `query ($id: ID!, $period: Period!) { scorecard(distributorId: $id, period: $period) { composite metrics { key } standing { rank } } }`, { id: own, period });
    assert.equal(scorecard.standing, null, "a distributor reads a rank");
    assert.equal(await seller.locator("[data-composite]").getAttribute("data-composite"), scorecard.composite ?? "");
    assert.equal(await seller.locator("[data-metric]").count(), scorecard.metrics.length);
    await seller.getByRole("heading", { name: "What moved the composite" }).waitFor();
    assert.equal(await overflow(seller), 0);
    await accessible(seller, "own card");
  });

  step("the distributor contests one line of its revenue, found by its invoice", async () => {
    await metric(seller, "revenue_attainment").getByRole("button", { name: /^Contest / }).click();
    const dialog = seller.getByRole("dialog");
    await dialog.getByText("One line of it").click();
    await dialog.getByLabel("Find by invoice number").fill(line.invoiceNumber);
    await dialog.getByRole("radio", { name: line.invoiceNumber }).first().check();
    await accessible(seller, "contest dialog");
    await dialog.getByRole("button", { name: "Send the contest" }).click();
    await dialog.getByText("Say why it is wrong.").waitFor();
    await dialog.getByLabel("Why it is wrong").fill("It came back; see credit note CN-118.");
    await dialog.getByRole("button", { name: "Send the contest" }).click();
    await dialog.waitFor({ state: "detached" });
    await metric(seller, "revenue_attainment").getByText("Contested", { exact: true }).waitFor();
    await seller.locator("[data-contest][data-state=OPEN]").getByText(line.invoiceNumber).waitFor();
  });

  step("a line's details lead to the same dialog", async () => {
    await go(seller, `/sales?period=${period}&dialog=line&id=${line.id}`);
    await seller.getByRole("dialog").getByRole("link", { name: "Contest on the scorecard" }).click();
    await seller.waitForURL(/dialog=contest/);
    await seller.getByRole("dialog").getByLabel("Why it is wrong").waitFor();
    await seller.getByRole("dialog").getByRole("radio", { name: line.invoiceNumber, checked: true }).waitFor();
    await seller.keyboard.press("Escape");
    await seller.waitForURL((url) => !url.searchParams.has("dialog") && !url.searchParams.has("line"));
  });

  step("the manager sees it, and answers; the open card is no longer contested by itself", async () => {
    await go(manager, cardOf(own));
    await metric(manager, "revenue_attainment").getByText("Contested", { exact: true }).waitFor();
    await manager.getByRole("button", { name: /^Answer the contest of / }).click();
    const dialog = manager.getByRole("dialog");
    await dialog.getByRole("button", { name: "Send the answer" }).click();
    await dialog.getByText("Say whether you agree.").waitFor();
    await dialog.getByLabel("The number stands").check();
    await dialog.getByRole("textbox", { name: "Answer" }).fill("The credit note is of another invoice.");
    await accessible(manager, "answer dialog");
    await dialog.getByRole("button", { name: "Send the answer" }).click();
    await dialog.waitFor({ state: "detached" });
    await manager.locator("[data-contest][data-state=REJECTED]").first().waitFor();
    // Nobody touches the distributor's page.
    await metric(seller, "revenue_attainment").getByText("Contested", { exact: true }).waitFor({ state: "detached", timeout: 20_000 });
    await seller.getByText("The credit note is of another invoice.").first().waitFor();
  });

  step("a contest can be taken back", async () => {
    await metric(seller, "data_quality").getByRole("button", { name: /^Contest / }).click();
    await seller.getByRole("dialog").getByLabel("Why it is wrong").fill("The rejects were mended by mail.");
    await seller.getByRole("dialog").getByRole("button", { name: "Send the contest" }).click();
    await seller.getByRole("button", { name: /^Take back the contest/ }).click();
    await seller.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
    await seller.locator("[data-contest][data-state=WITHDRAWN]").first().waitFor();
    await metric(seller, "data_quality").getByText("Contested", { exact: true }).waitFor({ state: "detached" });
  });

  step("the manager sorts by how a metric moved, and chooses five to compare", async () => {
    await go(manager, `/scorecards?period=${period}`);
    await manager.getByRole("combobox", { name: "Metric" }).selectOption("active_customers");
    await manager.getByRole("button", { name: /^Its change/ }).click();
    await manager.waitForURL(/sort=METRIC_CHANGE/);
    await settled(manager);
    await manager.reload();
    await settled(manager);
    const boxes = manager.getByRole("table", { name: "Scorecards" }).getByRole("checkbox");
    assert.ok((await boxes.count()) >= chosen);
    for (let index = 0; index < chosen; index++) await boxes.nth(index).check();
    await manager.getByText(`${chosen} chosen`).waitFor();
    await accessible(manager, "list with some chosen");
    await manager.getByRole("link", { name: "Compare", exact: true }).click();
    await manager.waitForURL(/\/scorecards\/compare/);
    await settled(manager);
    const table = manager.getByRole("table", { name: "Compare scorecards" });
    assert.equal(await table.locator("tbody tr").count(), chosen);
    await accessible(manager, "compare");
    assert.equal(await overflow(manager), 0);
    await table.getByRole("button", { name: /^Composite/ }).click();
    await manager.waitForURL(/by=composite/);
    const composites = await table.locator("tbody tr td:nth-of-type(1)").allInnerTexts();
    const numbers = composites.map((text) => Number.parseFloat(text.replace(/^[A-D–]\s*/, ""))).filter((value) => !Number.isNaN(value));
    assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b));
  });

  step("the pack comes down as a workbook", async () => {
    const file = await download(manager, () => manager.getByRole("link", { name: "Workbook (XLSX)" }).click());
    assert.equal(file.subarray(0, 2).toString(), "PK");
  });

  step("the manager writes a review, and the distributor reads it", async () => {
    await go(seller, cardOf(own, present));
    await go(manager, cardOf(own, present));
    await manager.getByRole("button", { name: /^(Write a review|Review again)$/ }).click();
    const dialog = manager.getByRole("dialog");
    for (const [name, mark] of [["Communication", "4"], ["Service", "5 · very good"], ["Commitment", "3"]]) await dialog.getByRole("radiogroup", { name }).getByLabel(mark, { exact: true }).check();
    await dialog.getByRole("textbox", { name: "Why" }).fill("Answers within the day; the second warehouse is missing.");
    await accessible(manager, "review dialog");
    await dialog.getByRole("button", { name: "Keep the review" }).click();
    await dialog.waitFor({ state: "detached" });
    await manager.locator("[data-review]").getByText("second warehouse").first().waitFor();
    await seller.locator("[data-review]").getByText("second warehouse").first().waitFor({ timeout: 20_000 }); // live
    assert.equal(await seller.getByRole("button", { name: "Write a review" }).count(), 0);
  });

  step("all inputs come down as JSON", async () => {
    await go(manager, cardOf(own));
    await manager.getByRole("button", { name: "Export" }).click();
    const file = await download(manager, () => manager.getByRole("menuitem", { name: "All inputs (JSON)" }).click());
    assert.equal(typeof JSON.parse(file.toString("utf8")), "object");
  });

  step("it prints on A4, in three languages, without what belongs to the screen", async () => {
    for (const language of ["zh-Hant", "zh-Hans", "en"]) {
      await speak(manager, language);
      await settled(manager);
      const pdf = await manager.pdf({ preferCSSPageSize: true, printBackground: true });
      assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
      const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      assert.ok(pages >= 2 && pages <= 12, `${pages} pages`);
    }
    await manager.emulateMedia({ media: "print" });
    assert.equal(await manager.getByRole("button", { name: "Export" }).isVisible(), false);
    assert.equal(await manager.getByRole("navigation").first().isVisible(), false);
    await manager.emulateMedia({ media: "screen" });
  });

  step("a card at a desk in the dark, in Chinese, is as good", async () => {
    const tab = await open(browser, portal.url, { language: "zh-Hant", scheme: "dark", size: desktop });
    await login(tab, account(portal, "channel_manager"));
    await go(tab, cardOf(own));
    await accessible(tab, "dark card");
    await tab.context().close();
  });

  step("left no trouble in the console", () => assert.deepEqual([...seller.troubles, ...manager.troubles], []));
});
