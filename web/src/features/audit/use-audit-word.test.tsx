import { expect, it } from "vitest";
import { draw } from "~/shared/testing/render";
import { useAuditWord } from "./use-audit-word";

function Fields({ paths }: { paths: string[] }) {
  const word = useAuditWord();
  return <>{paths.map((path) => word("field", path)).join(" | ")}</>;
}

const paths = ["validFrom", "given_on", "filter.DistributorID", "BaseCurrency", "name.hant", "OUT_OF_TERRITORY.opened", "targets.2030-01", "somethingNew.of"];

it.each([
  ["en", "Valid from | Given on | Filter › Distributor | Base currency | Name › Traditional Chinese | Sold outside the territory › Cases opened | Targets › 2030-01 | somethingNew › of"],
  ["zh-Hant", "生效日 | 給予日期 | 篩選條件 › 經銷商 | 本位幣 | 名稱 › 繁體中文 | 竄貨（跨區銷售） › 新開案件 | 目標 › 2030-01 | somethingNew › of"],
  ["zh-Hans", "生效日 | 给予日期 | 筛选条件 › 经销商 | 本位币 | 名称 › 繁体中文 | 窜货（跨区销售） › 新开案件 | 目标 › 2030-01 | somethingNew › of"],
] as const)("says in %s what fields of an entry are, and leaves those that it does not know", async (language, said) => {
  const { container } = await draw(<Fields paths={paths} />, language);
  expect(container.textContent).toContain(said);
});
