import { expect, it } from "vitest";
import { draw } from "~/shared/testing/render";
import { useAuditValue } from "./use-audit-value";

function Values({ values }: { values: [string, string][] }) {
  const said = useAuditValue();
  return <>{values.map(([path, value]) => said(path, value)).join(" | ")}</>;
}

const values: [string, string][] = [
  ["role", "channel_manager"],
  ["user.role", "unheard_of"],
  ["locale", "zh-Hant"],
  ["locale", "de"],
  ["active", "true"],
  ["enabled", "false"],
  ["note", "zh-Hant"],
  ["day", "2030-01-31"],
];

it.each([
  ["en", "Channel manager | unheard_of | 繁體中文 | de | Yes | No | zh-Hant | 2030-01-31"],
  ["zh-Hant", "通路經理 | unheard_of | 繁體中文 | de | 是 | 否 | zh-Hant | 2030-01-31"],
  ["zh-Hans", "渠道经理 | unheard_of | 繁體中文 | de | 是 | 否 | zh-Hant | 2030-01-31"],
] as const)("says in %s what a value means, and leaves what is itself", async (language, said) => {
  const { container } = await draw(<Values values={values} />, language);
  expect(container.textContent).toContain(said);
});

it("says a moment as people do", async () => {
  const { container } = await draw(<Values values={[["expiresAt", "2030-01-31T09:30:00Z"]]} />, "en");
  expect(container.textContent).toMatch(/Jan 31, 2030|Feb 1, 2030/);
});
