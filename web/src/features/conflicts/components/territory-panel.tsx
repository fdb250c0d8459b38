import { Badge, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { sumDecimals } from "~/shared/format/decimal";
import { MoneyText, NameText } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { useMay, useViewer } from "~/shared/session/viewer";
import { Panel } from "~/shared/ui/panel";
import type { Case, Evidence } from "../case";
import { branchesTo, type Branch } from "../territory";
import { usePartyName } from "../use-party-name";
import classes from "./territory-panel.module.css";

const territoriesQuery = graphql(`
  query CaseTerritories {
    territories { id parentId name { default zhHant zhHans } }
  }
`);

const assignmentsQuery = graphql(`
  query CaseAssignments($distributorId: ID!, $on: Date) {
    assignments(filter: { distributorId: $distributorId, on: $on }, first: 100) {
      edges { node { id territory { id } productLine { id } exclusive } }
    }
  }
`);

type Place = ResultOf<typeof territoriesQuery>["territories"][number];

/** The territories that the case is about, with those that hold them. Who may sell there shows to the brand alone. */
export function TerritoryPanel({ data, evidence }: { data: Case; evidence: readonly Evidence[] }) {
  const { t } = useTranslation("conflicts");
  const may = useMay();
  const { organization } = useViewer();
  const [{ data: known }] = useQuery({ query: territoriesQuery, pause: !may("territory", "read") });
  const concerned = new Set([data.territory?.id, ...evidence.map(({ territory }) => territory?.id)].filter((id) => id !== undefined));
  const branches = branchesTo(known?.territories ?? [], concerned);
  if (branches.length === 0) return null;
  const ofBrand = organization.kind === "BRAND" && may("assignment", "read");
  return (
    <Panel title={t("territories.title")} description={t(ofBrand ? "territories.brandHint" : "territories.hint")}>
      <ul className={classes["tree"]}>
        {branches.map((branch) => (
          <Node key={branch.place.id} branch={branch} data={data} evidence={evidence} withAssigned={ofBrand} />
        ))}
      </ul>
    </Panel>
  );
}

function Node({ branch, data, evidence, withAssigned }: { branch: Branch<Place>; data: Case; evidence: readonly Evidence[]; withAssigned: boolean }) {
  const { t } = useTranslation("conflicts");
  const { place, children } = branch;
  const here = evidence.filter(({ territory, withdrawnAt }) => territory?.id === place.id && !withdrawnAt);
  return (
    <li data-territory={place.id}>
      <div className={classes["row"]} data-here={here.length > 0 || undefined}>
        <NameText value={place.name} />
        {place.id === data.territory?.id && <Badge color="red">{t("territories.about")}</Badge>}
        {here.length > 0 && (
          <Text span size="sm" c="dimmed">
            {t("facts", { count: here.length })} · <MoneyText value={{ amount: sumDecimals(here.map(({ amount }) => amount.amount)), currency: data.amount.currency }} compact />
          </Text>
        )}
        {withAssigned && data.parties.map((party) => party.distributor && <Assigned key={party.label} party={party} distributorId={party.distributor.id} placeId={place.id} data={data} />)}
      </div>
      {children.length > 0 && (
        <ul className={classes["tree"]}>
          {children.map((child) => (
            <Node key={child.place.id} branch={child} data={data} evidence={evidence} withAssigned={withAssigned} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** That a party may sell here, on the day of the first fact. */
function Assigned({ party, distributorId, placeId, data }: { party: Case["parties"][number]; distributorId: string; placeId: string; data: Case }) {
  const { t } = useTranslation("conflicts");
  const partyName = usePartyName();
  const localName = useLocalName();
  const [{ data: found }] = useQuery({ query: assignmentsQuery, variables: { distributorId, on: data.happenedFrom } });
  const assigned = found?.assignments.edges.map(({ node }) => node).filter((one) => one.territory.id === placeId && (!one.productLine || !data.productLine || one.productLine.id === data.productLine.id)) ?? [];
  if (assigned.length === 0) return null;
  const name = party.distributor ? localName(party.distributor.name) : partyName(party);
  return <Badge color="jade" miw={0} maw="100%" h="auto" styles={{ label: { whiteSpace: "normal" } }}>{t(assigned.some(({ exclusive }) => exclusive) ? "territories.exclusive" : "territories.shared", { party: name })}</Badge>;
}
