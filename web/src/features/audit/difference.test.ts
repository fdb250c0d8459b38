import { expect, it } from "vitest";
import { differences } from "./difference";

it("puts what changed first, and names the way into objects", () => {
  const before = JSON.stringify({ code: "N", name: { default: "North", zhHant: "北" }, status: "ACTIVE" });
  const after = JSON.stringify({ code: "N", name: { default: "North", zhHant: "北方" }, status: "ENDED" });
  expect(differences(before, after)).toEqual([
    { path: "name.zhHant", before: "北", after: "北方", changed: true },
    { path: "status", before: "ACTIVE", after: "ENDED", changed: true },
    { path: "code", before: "N", after: "N", changed: false },
    { path: "name.default", before: "North", after: "North", changed: false },
  ]);
});

it("a new thing has no before, a removed one no after", () => {
  expect(differences(null, '{"role":"x"}')).toEqual([{ path: "role", before: undefined, after: "x", changed: true }]);
  expect(differences('{"role":"x"}', null)).toEqual([{ path: "role", before: "x", after: undefined, changed: true }]);
  expect(differences(null, null)).toEqual([]);
});

it("reads lists and bare values, and shows what is no JSON as it is", () => {
  expect(differences(null, '{"ids":["a","b"],"n":null}')).toEqual([
    { path: "ids", before: undefined, after: "a, b", changed: true },
    { path: "n", before: undefined, after: "", changed: true },
  ]);
  expect(differences("not json", null)[0]?.before).toBe("not json");
});
