import { Badge, Skeleton, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { NoData } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { PeopleHeader } from "../components/people-header";
import { policyRows } from "../policy";
import { roles } from "../user";
import classes from "./policy-page.module.css";

const policyQuery = graphql(`
  query PolicyMatrix {
    policyMatrix { role permissions { resource action scope } }
  }
`);

const scopes = ["all", "portfolio", "own"] as const;
const colors = { all: "jade", portfolio: "blue", own: "yellow" } as const;
const isScope = (value: string): value is (typeof scopes)[number] => scopes.includes(value as "all");

/** Words for a name of the policy; one that this app does not know stays as the policy has it. */
function usePolicyWord() {
  const { t } = useTranslation("users");
  const loose = t as unknown as (key: string, options: { defaultValue: string }) => string;
  return (kind: "resource" | "action", name: string) => loose(`policy.${kind}.${name}`, { defaultValue: name });
}

/** Who may do what: the policy in force, as a table. */
export function PolicyPage() {
  const { t } = useTranslation(["users", "common"]);
  const word = usePolicyWord();
  const [{ data, fetching, error }, again] = useQuery({ query: policyQuery });
  const rows = data && policyRows(data.policyMatrix);
  const shown = roles.filter((role) => data?.policyMatrix.some((one) => one.role === role));
  return (
    <>
      <PeopleHeader title={t("common:nav.policy")} lead={t("users:policy.lead")} />
      {error && !data && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {fetching && !data && <Skeleton height={480} radius="lg" />}
      {rows && (
        <Stack gap="md">
          <dl className={classes["legend"]}>
            {scopes.map((scope) => (
              <div key={scope}>
                <dt>
                  <Badge color={colors[scope]}>{t(`users:scope.${scope}`)}</Badge>
                </dt>
                <dd>{t(`users:scope.${scope}Hint`)}</dd>
              </div>
            ))}
          </dl>
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
          <div className={classes["scroll"]} role="region" aria-label={t("common:nav.policy")} tabIndex={0}>
            <table className={classes["matrix"]}>
              <thead>
                <tr>
                  <th scope="col">{t("users:policy.what")}</th>
                  {shown.map((role) => (
                    <th key={role} scope="col">
                      {t(`common:role.${role}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row, index) => (
                  <tr key={`${row.resource} ${row.action}`} data-first={row.resource !== rows[index - 1]?.resource || undefined}>
                    <th scope="row">
                      {word("resource", row.resource)}
                      <Text span size="sm" c="dimmed">
                        {` · ${word("action", row.action)}`}
                      </Text>
                    </th>
                    {shown.map((role) => {
                      const scope = row.scopes.get(role);
                      return <td key={role}>{scope ? isScope(scope) ? <Badge color={colors[scope]}>{t(`users:scope.${scope}`)}</Badge> : scope : <NoData />}</td>;
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Stack>
      )}
    </>
  );
}
