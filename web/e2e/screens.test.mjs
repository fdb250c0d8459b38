// Every screen, in three languages, light and dark, on a desk and on a phone: it fits, axe finds nothing serious, the
// console stays silent. Pictures are kept in e2e/out.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { account, cutChoices, desktop, findings, launch, login, open, overflow, phone, picture, settled, speak } from "./support/browser.mjs";
import { startPortal } from "./support/portal.mjs";

const screens = {
  channel_manager: ["/", "/reports", "/distributors", "/scorecards", "/scorecards/compare", "/sales", "/products", "/territories", "/targets", "/registrations", "/registrations?view=all", "/inbox", "/conflicts", "/conflicts?view=list", "/conflicts/signals", "/conflicts/new", "/programme", "/programme?dialog=show&id=1", "/programme/new", "/channel", "/feedback", "/feedback?dialog=record", "/feedback/links", "/feedback/links?dialog=create", "/feedback/import", "/training", "/training/courses", "/training/requirements", "/market", "/market/budgets", "/targets?dialog=cascade", "/targets/import", "/settings/restatements", "/settings/restatements?dialog=create"],
  brand_admin: ["/users", "/privacy", "/privacy/retention", "/privacy/requests", "/settings/api-keys", "/settings/rules", "/settings/rules/OUT_OF_TERRITORY", "/settings/calendar", "/settings/periods", "/training/courses?dialog=create", "/market?dialog=create", "/conflicts/interests"],
  auditor: ["/privacy"],
  distributor_admin: ["/privacy", "/privacy/requests", "/settings/api-keys", "/settings/api-keys?dialog=create"],
  distributor_rep: ["/", "/scorecards", "/reports", "/reports/new", "/reports/new?way=form", "/sales", "/products", "/accounts", "/accounts/new", "/accounts/duplicates", "/accounts/import", "/accounts/shares", "/accounts/leads", "/conflicts", "/registrations", "/registrations/new", "/feedback", "/training", "/training/requirements", "/settings/periods", "/inbox", "/profile"],
};
const looks = [
  { language: "en", scheme: "light", size: desktop },
  { language: "zh-Hant", scheme: "dark", size: phone },
  { language: "zh-Hans", scheme: "light", size: phone },
  { language: "zh-Hant", scheme: "dark", size: desktop },
];

describe("every screen in every look", () => {
  let portal, browser;
  before(async () => {
    portal = await startPortal();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  // The roles of one look go side by side. The looks follow one another, for the language is the user's own.
  for (const look of looks) {
    const name = `${look.language}_${look.scheme}_${look.size.width}`;
    describe(name, { concurrency: 2 }, () => {
      for (const path of ["/login", "/privacy/public", "/survey/none"])
        it(`the page without a login at ${path}`, async () => {
          const tab = await open(browser, portal.url, look);
          await tab.goto(path);
          await settled(tab);
          assert.deepEqual(await troubles(tab, path.slice(1).replaceAll("/", "-"), look, name), []);
        });
      for (const [role, paths] of Object.entries(screens))
        it(`the screens of ${role}`, async () => {
          const tab = await open(browser, portal.url, look);
          await login(tab, account(portal, role));
          await speak(tab, look.language);
          const found = [];
          for (const path of paths) {
            await tab.goto(path);
            await settled(tab);
            found.push(...(await troubles(tab, `${role}${path.replaceAll(/\W+/g, "-")}`, look, name)));
          }
          await tab.context().close();
          assert.equal(found.length, 0, found.join("\n\n"));
        });
    });
  }

  it("filters say whole what they are for on a phone, in the language with the longest words", async () => {
    const found = [];
    for (const [role, paths] of Object.entries({ brand_admin: ["/users", "/distributors"], channel_manager: ["/scorecards", "/sales", "/registrations", "/feedback"] })) {
      const tab = await open(browser, portal.url, { language: "en", scheme: "light", size: phone });
      await login(tab, account(portal, role));
      await speak(tab, "en");
      for (const path of paths) {
        await tab.goto(path);
        await settled(tab);
        found.push(...(await cutChoices(tab)).map((one) => `${path}: ${one}`));
      }
      await tab.context().close();
    }
    assert.deepEqual(found, []);
  });

  /** All that is wrong with a screen, so that one run tells of every screen. */
  async function troubles(tab, screen, look, name) {
    await picture(tab, `${screen}_${name}`);
    const found = await findings(tab);
    const over = await overflow(tab);
    if (over > 0) found.push(`it is ${over} px too wide`);
    const language = await tab.evaluate(() => document.documentElement.lang);
    if (language !== look.language) found.push(`it is in ${language}`);
    found.push(...tab.troubles.splice(0));
    return found.map((one) => `${screen} ${name}: ${one}`);
  }
});
