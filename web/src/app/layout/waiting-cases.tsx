import { Badge, VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { useEvents } from "~/shared/live/events";

const waitingQuery = graphql(`
  query WaitingCases {
    conflicts(first: 50, filter: { mine: true, states: [OPEN, AWAITING_RESPONSE, IN_MEDIATION, PROPOSED, RESOLVED, APPEALED] }) {
      edges { node { id asked } }
    }
  }
`);

/** In how many cases something is asked of the viewer; nothing while it is none. */
export function WaitingCases() {
  const { t } = useTranslation();
  const [{ data }, again] = useQuery({ query: waitingQuery });
  useEvents(["CONFLICT"], () => again({ requestPolicy: "network-only" }));
  const count = data?.conflicts.edges.filter(({ node }) => node.asked.length > 0).length ?? 0;
  if (count === 0) return null;
  return (
    <Badge color="red" variant="filled" size="sm" data-waiting={count}>
      <span aria-hidden="true">{count}</span>
      <VisuallyHidden>{t("nav.waiting", { count })}</VisuallyHidden>
    </Badge>
  );
}
