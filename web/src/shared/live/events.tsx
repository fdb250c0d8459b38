import { createContext, use, useCallback, useEffect, useRef, type ReactNode } from "react";
import { useQuery, useSubscription } from "urql";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { unreadQuery } from "./unread";

const eventsSubscription = graphql(`
  subscription Events {
    events { kind subjectId unread }
  }
`);

export type LiveEvent = ResultOf<typeof eventsSubscription>["events"];
export type EventKind = LiveEvent["kind"];
type Listener = (event: LiveEvent) => void;

type Listen = (listener: Listener) => () => void;

// Two contexts, so that whoever listens is not disturbed when the count moves.
const ListenContext = createContext<Listen>(() => () => undefined);
const UnreadContext = createContext(0);

/** Holds the tab's one stream of events, which all screens listen to: browsers allow few streams for each host. */
export function EventsProvider({ children, pause = false }: { children: ReactNode; pause?: boolean }) {
  const listeners = useRef(new Set<Listener>());
  const [{ data }] = useQuery({ query: unreadQuery, pause, requestPolicy: "cache-and-network" });
  useSubscription({ query: eventsSubscription, pause }, (_before, told) => {
    for (const listener of [...listeners.current]) listener(told.events);
    return told;
  });
  const listen = useCallback<Listen>((listener) => {
    listeners.current.add(listener);
    return () => listeners.current.delete(listener);
  }, []);
  return (
    <ListenContext value={listen}>
      <UnreadContext value={data?.unreadCount ?? 0}>{children}</UnreadContext>
    </ListenContext>
  );
}

/** How many inbox items are unread now. */
export const useUnread = () => use(UnreadContext);

/**
 * Calls onEvents with the events of the kinds, and with RESYNC when some may have been missed. Events that come close
 * together are told at once, so that a burst costs one request.
 */
export function useEvents(kinds: readonly EventKind[], onEvents: (events: LiveEvent[]) => void) {
  const listen = use(ListenContext);
  const latest = useRef(onEvents);
  useEffect(() => {
    latest.current = onEvents;
  }, [onEvents]);
  const wanted = kinds.join(" ");
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waiting: LiveEvent[] = [];
    const tell = () => {
      const told = waiting;
      waiting = [];
      timer = undefined;
      latest.current(told);
    };
    const end = listen((event) => {
      if (event.kind !== "RESYNC" && !wanted.split(" ").includes(event.kind)) return;
      waiting.push(event);
      timer ??= setTimeout(tell, 100);
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [listen, wanted]);
}
