import { act, screen, waitFor } from "@testing-library/react";
import { Client, fetchExchange, subscriptionExchange } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { Provider, useMutation } from "urql";
import { beforeEach, expect, it, vi } from "vitest";
import { graphql } from "~/shared/graphql/gql";
import { updates } from "~/shared/graphql/updates";
import { draw } from "~/shared/testing/render";
import { EventsProvider, useEvents, useUnread, type EventKind, type LiveEvent } from "./events";

const markMutation = graphql(`
  mutation MarkAllRead {
    markInboxRead(input: {}) { unread }
  }
`);

let streams: ((event: LiveEvent) => void)[];
let server: Client;

beforeEach(() => {
  streams = [];
  server = new Client({
    url: "http://portal.test/graphql",
    preferGetMethod: false,
    exchanges: [
      cacheExchange({ keys: { Event: () => null, MarkInboxReadPayload: () => null }, updates }),
      subscriptionExchange({
        forwardSubscription: () => ({
          subscribe: (sink) => {
            streams.push((event) => sink.next({ data: { events: { __typename: "Event", ...event } } }));
            return { unsubscribe: () => undefined };
          },
        }),
      }),
      fetchExchange,
    ],
    fetch: (async (_url: unknown, init: RequestInit) => {
      const data = String(init.body).includes("markInboxRead") ? { markInboxRead: { __typename: "MarkInboxReadPayload", unread: 0 } } : { unreadCount: 3 };
      return new Response(JSON.stringify({ data }), { headers: { "Content-Type": "application/json" } });
    }) as typeof fetch,
  });
});

/** What the server tells all streams of the tab. */
const tell = (event: LiveEvent) => act(() => streams.forEach((stream) => stream(event)));

function Screen({ kinds, onEvents = () => undefined }: { kinds: EventKind[]; onEvents?: (events: LiveEvent[]) => void }) {
  const unread = useUnread();
  const [, mark] = useMutation(markMutation);
  useEvents(kinds, onEvents);
  return <button onClick={() => void mark({})}>{unread}</button>;
}

const show = (element: React.ReactNode) =>
  draw(
    <Provider value={server}>
      <EventsProvider>{element}</EventsProvider>
    </Provider>,
  );

it("the unread count is read once, moved by events, and moved by what is marked here", async () => {
  await show(<Screen kinds={[]} />);
  await screen.findByText("3");
  tell({ kind: "INBOX", subjectId: null, unread: 4 });
  await screen.findByText("4");
  screen.getByRole("button").click();
  await screen.findByText("0");
});

it("a screen hears of its own kinds, of a burst at once, and that something may have been missed", async () => {
  const onEvents = vi.fn();
  await show(<Screen kinds={["REGISTRATION"]} onEvents={onEvents} />);
  await screen.findByText("3");
  tell({ kind: "CONFLICT", subjectId: "cfl_1", unread: 3 });
  tell({ kind: "REGISTRATION", subjectId: "reg_1", unread: 3 });
  tell({ kind: "REGISTRATION", subjectId: "reg_2", unread: 3 });
  await waitFor(() => expect(onEvents).toHaveBeenCalled());
  expect(onEvents.mock.calls.map(([events]) => (events as LiveEvent[]).map((one) => one.subjectId))).toEqual([["reg_1", "reg_2"]]);
  tell({ kind: "RESYNC", subjectId: null, unread: 3 });
  await waitFor(() => expect(onEvents).toHaveBeenCalledTimes(2));
});

it("a screen still hears of what came just before the count moved", async () => {
  const onEvents = vi.fn();
  await show(<Screen kinds={["REGISTRATION"]} onEvents={onEvents} />);
  await screen.findByText("3");
  tell({ kind: "REGISTRATION", subjectId: "reg_1", unread: 3 });
  tell({ kind: "INBOX", subjectId: null, unread: 4 });
  await screen.findByText("4");
  await waitFor(() => expect(onEvents).toHaveBeenCalledTimes(1));
});

it("all screens of a tab share one stream, and one that is gone hears nothing", async () => {
  const gone = vi.fn();
  const { rerender } = await show([<Screen key="a" kinds={["REGISTRATION"]} onEvents={gone} />, <p key="b">still here</p>]);
  await screen.findByText("3");
  expect(streams).toHaveLength(1);
  rerender(
    <Provider value={server}>
      <EventsProvider>
        <p>still here</p>
      </EventsProvider>
    </Provider>,
  );
  tell({ kind: "REGISTRATION", subjectId: "reg_1", unread: 3 });
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(gone).not.toHaveBeenCalled();
});
