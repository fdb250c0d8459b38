import type { CombinedError } from "@urql/core";
import { useCallback, useRef, useState } from "react";
import { useClient } from "urql";
import { graphql, type ResultOf, type VariablesOf } from "~/shared/graphql/gql";

const simulateQuery = graphql(`
  query SimulateProgramme($programme: ProgrammeInput!, $period: Period!, $first: Int, $after: String, $last: Int, $before: String) {
    simulateProgramme(programme: $programme, period: $period, first: $first, after: $after, last: $last, before: $before) {
      period
      mean
      simulatedMean
      grades { grade now then }
      cards {
        edges {
          node {
            composite
            grade
            simulatedComposite
            simulatedGrade
            eligible
            distributor { id code name { default zhHant zhHans } }
          }
        }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  }
`);

export type ProgrammeInput = VariablesOf<typeof simulateQuery>["programme"];
export type Outcome = ResultOf<typeof simulateQuery>["simulateProgramme"];
type Page = Pick<VariablesOf<typeof simulateQuery>, "first" | "after" | "last" | "before">;

export const pageSize = 10;

interface State {
  fetching: boolean;
  /** What was tried, to tell when the form says something else by now. */
  tried?: string;
  outcome?: Outcome;
  error?: CombinedError | undefined;
}

/** What was tried, as one text. */
export const triedText = (programme: ProgrammeInput, period: string) => JSON.stringify([programme, period]);

/** Tries a programme on a past period; nothing is kept on the server. Only the latest try counts. */
export function useSimulation() {
  const client = useClient();
  const [state, setState] = useState<State>({ fetching: false });
  const round = useRef(0);
  const run = useCallback(
    async (programme: ProgrammeInput, period: string, page: Page = { first: pageSize }): Promise<{ outcome?: Outcome | undefined; error?: CombinedError | undefined }> => {
      const mine = ++round.current;
      setState((before) => ({ ...before, fetching: true }));
      const { data, error } = await client.query(simulateQuery, { programme, period, ...page }, { requestPolicy: "network-only" }).toPromise();
      if (mine === round.current) setState((before) => (data ? { fetching: false, tried: triedText(programme, period), outcome: data.simulateProgramme } : { ...before, fetching: false, error }));
      return { outcome: data?.simulateProgramme, error };
    },
    [client],
  );
  return { ...state, run };
}
