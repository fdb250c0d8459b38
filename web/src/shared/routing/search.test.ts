import { expect, it } from "vitest";
import { listSearch, manyOf, pageVariables, parseSearch, sortVariable, stringifySearch } from "./search";

it("search parameters are plain text and come back as they were", () => {
  expect(stringifySearch({ period: "2013", state: ["FAILED", "ACCEPTED"], gone: undefined })).toBe("?period=2013&state=FAILED,ACCEPTED");
  expect(parseSearch("?period=2013&state=FAILED,ACCEPTED")).toEqual({ period: "2013", state: "FAILED,ACCEPTED" });
  expect(manyOf(["ACCEPTED", "FAILED"])("FAILED,NONSENSE")).toEqual(["FAILED"]);
});

it("only known sorts are kept", () => {
  expect(listSearch({ sort: "NAME.DESC" }, ["NAME"])).toEqual({ sort: "NAME.DESC" });
  expect(listSearch({ sort: "PASSWORD.ASC" }, ["NAME"])).toEqual({});
  expect(sortVariable({ sort: "NAME.DESC" })).toEqual({ field: "NAME", direction: "DESC" });
});

it("a page is asked from the front, or from the back when going back", () => {
  expect(pageVariables({})).toEqual({ first: 25 });
  expect(pageVariables({ after: "x" })).toEqual({ first: 25, after: "x" });
  expect(pageVariables({ before: "x" })).toEqual({ last: 25, before: "x" });
});
