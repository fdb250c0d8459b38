// The brand's road to one true customer: pairs decided by single keys, a value settled, and what the analyst never sees.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { accessible, account, ask, journey, launch, login, open, settled, speak } from "./support/browser.mjs";
import { startPortal } from "./support/portal.mjs";

const stateOf = async (tab, id) => (await ask(tab, "query ($id: ID!) { node(id: $id) { ... on MatchCandidate { state } } }", { id })).node.state;

/** Waits until the pair stands as told; a decision is sent while the next pair shows already. */
async function becomes(tab, id, state) {
  let now;
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    now = await stateOf(tab, id);
    if (now === state) return;
  }
  assert.fail(`${id} is ${now}, not ${state}`);
}

/** Matching runs behind the sales; waits until it has linked what is beyond doubt. */
async function matched(tab) {
  for (const end = Date.now() + 120_000; Date.now() < end; ) {
    const { matchCandidates } = await ask(tab, "{ matchCandidates(filter: { states: [OPEN, LINKED] }, first: 4) { totalCount } }");
    if (matchCandidates.totalCount >= 4) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  assert.fail("the matcher found no four pairs");
}

describe("a channel manager makes one customer of many accounts", () => {
  const step = journey(it);
  let portal, browser, tab, pairs;

  before(async () => {
    portal = await startPortal();
    browser = await launch();
    tab = await open(browser, portal.url);
    await login(tab, account(portal, "channel_manager"));
    await speak(tab, "en");
    await matched(tab);
    // Pairs to decide on, whatever the portal has settled by itself.
    const { matchCandidates: linked } = await ask(tab, "{ matchCandidates(filter: { states: [LINKED], automatic: true }, first: 4) { edges { node { id } } } }");
    for (const { node } of linked.edges) await ask(tab, "mutation ($id: ID!) { decideMatch(input: { id: $id, decision: UNDO }) { candidate { state } } }", { id: node.id });
    const { matchCandidates: queue } = await ask(tab, "{ matchCandidates(first: 3) { edges { node { id } } } }");
    pairs = queue.edges.map((edge) => edge.node.id);
    assert.equal(pairs.length, 3);
  });
  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  step("opens the queue and links the first pair by a key", async () => {
    await tab.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Match queue" }).press("Enter");
    await tab.getByRole("article").waitFor();
    await settled(tab);
    await accessible(tab, "match queue");
    await tab.keyboard.press("l");
    await becomes(tab, pairs[0], "LINKED");
    await tab.getByText("2 of", { exact: false }).waitFor();
  });

  step("takes the link back, and puts the pair off", async () => {
    await tab.keyboard.press("u");
    await becomes(tab, pairs[0], "OPEN");
    await tab.getByText("1 of", { exact: false }).waitFor();
    await tab.keyboard.press("s");
    await becomes(tab, pairs[0], "SKIPPED");
  });

  step("moves on, and says by a button that two are not the same", async () => {
    await tab.getByText("2 of", { exact: false }).waitFor();
    await tab.keyboard.press("j");
    await tab.getByText("3 of", { exact: false }).waitFor();
    await tab.keyboard.press("k");
    await tab.getByText("2 of", { exact: false }).waitFor();
    await tab.getByRole("button", { name: "Not the same" }).click();
    await becomes(tab, pairs[1], "DIFFERENT");
    assert.equal(await stateOf(tab, pairs[2]), "OPEN");
  });

  step("has the keys explained, which act on nothing meanwhile", async () => {
    await tab.keyboard.press("?");
    await tab.getByRole("dialog", { name: "Keys" }).waitFor();
    await tab.keyboard.press("l");
    await accessible(tab, "keys");
    await tab.keyboard.press("Escape");
    await tab.getByRole("dialog").waitFor({ state: "detached" });
    assert.equal(await stateOf(tab, pairs[2]), "OPEN");
  });

  step("opens a customer and settles its name, which says so", async () => {
    await tab.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Customers" }).click();
    await tab.getByRole("combobox", { name: "Kind" }).selectOption("organization");
    await tab.waitForURL(/kind=organization/);
    await settled(tab);
    await accessible(tab, "customers");
    await tab.getByRole("table", { name: "Customers" }).getByRole("link").first().click();
    await tab.waitForURL(/\/customers\/cus_/);
    await settled(tab);
    await accessible(tab, "customer");
    await tab.getByRole("button", { name: "Pin Name" }).click();
    const dialog = tab.getByRole("dialog", { name: "Pin Name" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Pinewood Outfitters");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("As in the trade register");
    await dialog.getByRole("button", { name: "Pin value" }).click();
    await dialog.waitFor({ state: "detached" });
    await tab.getByRole("heading", { level: 1, name: "Pinewood Outfitters" }).waitFor();
    const profile = tab.getByRole("region", { name: "Profile" });
    await profile.getByText("Settled by").waitFor();
    await profile.getByText("As in the trade register").waitFor();
    await tab.getByRole("region", { name: "History" }).getByText("Pinned Name").first().waitFor();
  });

  step("lets it go, and the accounts say it again", async () => {
    await tab.getByRole("button", { name: "Let go: Name" }).click();
    const dialog = tab.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Only a try");
    await dialog.getByRole("button", { name: "Let go" }).click();
    await dialog.waitFor({ state: "detached" });
    await settled(tab);
    assert.notEqual(await tab.getByRole("heading", { level: 1 }).innerText(), "Pinewood Outfitters");
  });

  step("left no trouble in the console", () => assert.deepEqual(tab.troubles, []));
});

describe("an analyst sees a mask and no way behind it", () => {
  const step = journey(it);
  let portal, browser, tab, shared;

  before(async () => {
    portal = await startPortal();
    browser = await launch();
    const owner = await open(browser, portal.url);
    await login(owner, account(portal, "distributor_rep"));
    const { accounts } = await ask(owner, "{ accounts(first: 1, filter: { isOrganization: true }) { edges { node { id } } } }");
    shared = accounts.edges[0].node.id;
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await ask(owner, `mutation ($input: ShareCustomerInput!) { shareCustomer(input: $input) { share { id } } }`, { input: { accountId: shared, level: "CONTACTS", endsOn: until, reason: "Joint visit" } });
    await owner.context().close();
  });
  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  const openShared = async (role) => {
    tab = await open(browser, portal.url);
    await login(tab, account(portal, role));
    await speak(tab, "en");
    const { customerOfAccount } = await ask(tab, "query ($id: ID!) { customerOfAccount(accountId: $id) { id } }", { id: shared });
    await tab.goto(`/customers/${customerOfAccount.id}`);
    await settled(tab);
  };

  step("the manager has contact details shown for a reason, and the look is listed", async () => {
    await openShared("channel_manager");
    await tab.getByRole("button", { name: "Show contact details" }).first().click();
    const dialog = tab.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("To agree on the day of the visit");
    await accessible(tab, "reveal");
    await dialog.getByRole("button", { name: "Show them" }).click();
    const shown = tab.getByRole("dialog", { name: /^Contact details of/ });
    await shown.waitFor();
    await shown.getByRole("button", { name: "Close" }).last().click();
    await shown.waitFor({ state: "detached" });
    await tab.getByRole("region", { name: "Shares and looks" }).getByText("To agree on the day of the visit").first().waitFor();
    await tab.context().close();
  });

  step("the analyst finds them hidden, with no button", async () => {
    await openShared("brand_analyst");
    const accounts = tab.getByRole("region", { name: "Accounts" });
    await accounts.getByText("Hidden from your role").first().waitFor();
    assert.equal(await tab.getByRole("button", { name: "Show contact details" }).count(), 0);
    assert.equal(await tab.getByRole("button", { name: /^Pin / }).count(), 0);
    await accessible(tab, "customer of an analyst");
    assert.deepEqual(tab.troubles, []);
  });
});
