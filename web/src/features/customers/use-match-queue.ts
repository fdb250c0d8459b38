import type { CombinedError } from "@urql/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { useClient, useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { graphql } from "~/shared/graphql/gql";
import { decideMutation, nextUndecided, pairFragment, type Decision, type MatchFilter, type Pair } from "./pair";

const queueQuery = graphql(
  `
    query MatchQueue($filter: MatchFilter, $after: String) {
      matchCandidates(filter: $filter, first: 30, after: $after) {
        edges { node { ...Pair } }
        pageInfo { hasNextPage endCursor }
        totalCount
      }
    }
  `,
  [pairFragment],
);

interface State {
  key: string;
  pairs: Pair[];
  /** How many pairs the queue had when it was read. */
  total: number;
  /** Where the next page begins; null at the end. */
  after: string | null;
  error: CombinedError | undefined;
}

/** So many pairs before the end of those at hand the next page is fetched. */
const ahead = 12;

/**
 * The match queue under a filter, one pair in front. A decision moves on at once and is sent meanwhile; the pair stays in
 * the list with what was decided, so that one can go back to it. A decision that fails brings its pair back.
 */
export function useMatchQueue(filter: MatchFilter) {
  const client = useClient();
  const [, send] = useMutation(decideMutation);
  const key = JSON.stringify(filter);
  const [state, setState] = useState<State>();
  const [round, setRound] = useState(0);
  const [currentId, setCurrentId] = useState<string>();
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const [undoable, setUndoable] = useState<readonly string[]>([]);
  const [fault, setFault] = useState<Fault>();
  const asked = useRef<string>(undefined);

  // Gives what the page from there on makes of the state.
  const read = useCallback(
    async (after: string | null): Promise<(before: State | undefined) => State | undefined> => {
      const result = await client.query(queueQuery, { filter: JSON.parse(key) as MatchFilter, after }, { requestPolicy: "network-only" }).toPromise();
      return (before) => {
        if (after !== null && before?.key !== key) return before;
        const page = result.data?.matchCandidates;
        const same = after === null ? undefined : before;
        if (!page) return { key, pairs: same?.pairs ?? [], total: same?.total ?? 0, after: null, error: result.error };
        const known = new Set(same?.pairs.map((pair) => pair.id));
        const fresh = page.edges.map((edge) => edge.node).filter((pair) => !known.has(pair.id));
        return { key, pairs: [...(same?.pairs ?? []), ...fresh], total: same?.total ?? page.totalCount, after: page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null, error: undefined };
      };
    },
    [client, key],
  );
  useEffect(() => {
    let current = true;
    asked.current = undefined;
    void read(null).then((next) => current && setState(next));
    return () => {
      current = false;
    };
  }, [read, round]);

  const known = state?.key === key ? state : undefined;
  const pairs = known?.pairs ?? [];
  const index = Math.max(0, pairs.findIndex((pair) => pair.id === currentId));
  const after = known?.after ?? null;
  useEffect(() => {
    if (after === null || pairs.length - index > ahead || asked.current === after) return;
    asked.current = after;
    void read(after).then(setState);
  }, [after, index, pairs.length, read]);

  const step = (by: number) => setCurrentId(pairs[Math.min(pairs.length - 1, Math.max(0, index + by))]?.id);

  const tell = async (id: string, decision: Decision): Promise<Pair | undefined> => {
    setFault(undefined);
    const result = await send({ input: { id, decision } });
    const answer = result.data?.decideMatch.candidate;
    if (answer) setState((before) => before && { ...before, pairs: before.pairs.map((pair) => (pair.id === id ? answer : pair)) });
    else setFault(result.error && faultFrom(result.error));
    return answer;
  };
  const unmark = (id: string) => {
    setDecided((before) => new Set([...before].filter((one) => one !== id)));
    setUndoable((before) => before.filter((one) => one !== id));
  };

  return {
    pairs,
    total: known?.total ?? 0,
    index,
    current: pairs[index] as Pair | undefined,
    loaded: known !== undefined,
    more: after !== null,
    error: known?.error,
    fault,
    /** The pairs that were decided since the page was opened. */
    decided,
    canUndo: undoable.length > 0,
    goTo: setCurrentId,
    step,
    reload: () => {
      setDecided(new Set());
      setCurrentId(undefined);
      setRound((one) => one + 1);
    },
    /** Decides on the pair in front and brings the next one up. Gives the pair as it stands then, undefined when it failed. */
    async decide(decision: Exclude<Decision, "UNDO">): Promise<Pair | undefined> {
      const pair = pairs[index];
      if (!pair) return undefined;
      const now = new Set([...decided, pair.id]);
      setDecided(now);
      setUndoable((before) => [...before.filter((one) => one !== pair.id), pair.id]);
      setCurrentId(pairs[nextUndecided(pairs, now, index)]?.id);
      const answer = await tell(pair.id, decision);
      if (!answer) {
        unmark(pair.id);
        setCurrentId(pair.id);
      }
      return answer;
    },
    /** Takes back the last decision, or what was decided earlier on the pair in front; that pair is in front then. */
    async undo(): Promise<Pair | undefined> {
      const id = undoable.at(-1) ?? pairs[index]?.id;
      if (!id) return undefined;
      setCurrentId(id);
      const answer = await tell(id, "UNDO");
      if (answer) unmark(id);
      return answer;
    },
  };
}

export type MatchQueue = ReturnType<typeof useMatchQueue>;
