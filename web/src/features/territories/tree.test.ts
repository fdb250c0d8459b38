import { expect, it } from "vitest";
import { ancestorsOf, buildTree, moveInTree, searchPlaces, visibleRows } from "./tree";

const places = [
  { id: "tw", parentId: null, name: "臺灣" },
  { id: "tpe", parentId: "tw", name: "臺北" },
  { id: "daan", parentId: "tpe", name: "大安" },
  { id: "khh", parentId: "tw", name: "高雄" },
  { id: "de", parentId: null, name: "Germany" },
];
const roots = buildTree(places);
const ids = (expanded: string[], kept?: Set<string>) => visibleRows(roots, new Set(expanded), kept).map((row) => row.place.id);

it("shows what lies within open places only", () => {
  expect(ids([])).toEqual(["tw", "de"]);
  expect(ids(["tw"])).toEqual(["tw", "tpe", "khh", "de"]);
  expect(ids(["tpe"])).toEqual(["tw", "de"]);
});

it("tells level, place among siblings and whether there is more within", () => {
  const rows = visibleRows(roots, new Set(["tw"]));
  expect(rows.map(({ level, position, siblings, expanded }) => [level, position, siblings, expanded])).toEqual([
    [1, 1, 2, true],
    [2, 1, 2, false],
    [2, 2, 2, undefined],
    [1, 2, 2, undefined],
  ]);
});

it("a place whose parent is missing stands at the top", () => {
  expect(buildTree([{ id: "a", parentId: "gone" }]).map((node) => node.place.id)).toEqual(["a"]);
});

it("finds places with all above them, whatever their width and case", () => {
  const found = searchPlaces(places, "大安", (place) => [place.name]);
  expect([...(found?.kept ?? [])].sort()).toEqual(["daan", "tpe", "tw"]);
  expect([...(searchPlaces(places, "ＧＥＲ", (place) => [place.name])?.hits ?? [])]).toEqual(["de"]);
  expect(ids([], found?.kept)).toEqual(["tw", "tpe", "daan"]);
  expect(searchPlaces(places, "  ", (place) => [place.name])).toBeUndefined();
});

it("moves by arrow keys as a tree does", () => {
  const rows = visibleRows(roots, new Set(["tw"]));
  expect(moveInTree(rows, "tw", "ArrowDown")).toEqual({ focus: "tpe" });
  expect(moveInTree(rows, "tpe", "ArrowRight")).toEqual({ expand: "tpe" });
  expect(moveInTree(rows, "tw", "ArrowRight")).toEqual({ focus: "tpe" });
  expect(moveInTree(rows, "khh", "ArrowLeft")).toEqual({ focus: "tw" });
  expect(moveInTree(rows, "tw", "ArrowLeft")).toEqual({ collapse: "tw" });
  expect(moveInTree(rows, "de", "ArrowDown")).toBeUndefined();
  expect(moveInTree(rows, "khh", "End")).toEqual({ focus: "de" });
});

it("ancestors come nearest first", () => {
  expect(ancestorsOf(new Map(places.map((place) => [place.id, place])), "daan")).toEqual(["tpe", "tw"]);
});
