import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { curlOf } from "../src/explorer/request";

it("the command says to a shell what was asked, quotes and all", () => {
  const request = { query: `query Q($a: String) { users(filter: {search: $a}) { totalCount } } # it's "quoted"`, operationName: "Q", variables: { a: "O'Neil \\ $HOME `ls`" } };
  const words = execFileSync("sh", ["-c", `KEY=ptl_x; curl() { printf '%s\\n' "$@"; }; ${curlOf(request)}`], { encoding: "utf8" }).trimEnd().split("\n");
  expect(words[words.indexOf("-H") + 1]).toBe("Authorization: Bearer ptl_x");
  expect(JSON.parse(words.at(-1) ?? "")).toEqual(request);
});
