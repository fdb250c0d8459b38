// The integrator tries a query in the API explorer and takes it along as a command.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { account, launch, open } from "./support/browser.mjs";
import { startPortal } from "./support/portal.mjs";

describe("the API explorer", () => {
  let portal, browser;
  before(async () => {
    portal = await startPortal();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  it("asks for a login, runs a query, shows the schema and copies a curl", async () => {
    const tab = await open(browser, portal.url);
    await tab.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const { email, password } = account(portal, "distributor_admin");
    await tab.goto("/explorer");
    await tab.waitForURL((url) => url.pathname === "/login" && url.searchParams.get("next") === "/explorer");
    await tab.locator("input[type=email]").fill(email);
    await tab.locator("input[autocomplete=current-password]").fill(password);
    await tab.locator("button[type=submit]").click();
    await tab.waitForURL((url) => url.pathname === "/explorer");
    await tab.locator(".graphiql-query-editor .CodeMirror-code").getByText("viewer").waitFor(); // the editor comes after its page
    await tab.getByRole("button", { name: /Execute query/ }).click();
    await tab.locator(".result-window").getByText("DISTRIBUTOR_ADMIN").waitFor();
    await tab.getByRole("button", { name: "Copy the last request as a curl command" }).click();
    const copied = await tab.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^curl -s 'http:\/\/127\.0\.0\.1:\d+\/graphql' -H "Authorization: Bearer \$KEY"/);
    assert.match(copied, /viewer/);
    await tab.getByRole("button", { name: "Show Documentation Explorer" }).click();
    await tab.getByRole("link", { name: "Query", exact: true }).click();
    await tab.getByRole("link", { name: "salesReports", exact: true }).waitFor();
    assert.deepEqual(tab.troubles, []);
    if (process.env.SHOT) await tab.screenshot({ path: process.env.SHOT });
  });
});
