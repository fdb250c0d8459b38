import { expect, it } from "vitest";
import { branchesTo } from "./territory";

const places = [
  { id: "tw", parentId: null },
  { id: "north", parentId: "tw" },
  { id: "south", parentId: "tw" },
  { id: "tainan", parentId: "south" },
  { id: "taipei", parentId: "north" },
  { id: "cn", parentId: null },
];

it("keeps the places concerned and what holds them, and nothing else", () => {
  expect(branchesTo(places, new Set(["tainan"]))).toEqual([{ place: places[0], children: [{ place: places[2], children: [{ place: places[3], children: [] }] }] }]);
});

it("joins branches at what they have in common", () => {
  const [root, ...others] = branchesTo(places, new Set(["tainan", "taipei"]));
  expect(others).toEqual([]);
  expect(root?.children.map(({ place }) => place.id)).toEqual(["north", "south"]);
});

it("has no branch for a place that is not there", () => expect(branchesTo(places, new Set(["gone"]))).toEqual([]));
