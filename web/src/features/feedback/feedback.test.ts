import { expect, it } from "vitest";
import { bandOf, csvOf, linkStateOf } from "./feedback";

it("promoters give 9 or 10, detractors 0 to 6", () => {
  expect([0, 6, 7, 8, 9, 10].map(bandOf)).toEqual(["detractor", "detractor", "passive", "passive", "promoter", "promoter"]);
});

it("a link waits through its last day, unless it was answered or revoked", () => {
  const link = { answeredAt: null, revokedAt: null, expiresOn: "2026-11-22" };
  expect(linkStateOf(link, "2026-11-22")).toBe("waiting");
  expect(linkStateOf(link, "2026-11-23")).toBe("over");
  expect(linkStateOf({ ...link, revokedAt: "2026-11-20T01:00:00Z" }, "2026-11-23")).toBe("revoked");
  expect(linkStateOf({ ...link, answeredAt: "2026-11-20T01:00:00Z" }, "2026-11-23")).toBe("answered");
});

it("a file of links quotes what needs it, and holds no formulas", () => {
  expect(csvOf([["客戶", "Link"], ['Ho, "Ltd"', "https://x/survey/a"], ["=HYPERLINK(1)", "@b"]])).toBe('\ufeff客戶,Link\r\n"Ho, ""Ltd""",https://x/survey/a\r\n\'=HYPERLINK(1),\'@b\r\n');
});
