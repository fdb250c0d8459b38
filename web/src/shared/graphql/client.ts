import { Client, fetchExchange, mapExchange, subscriptionExchange } from "@urql/core";
import { cacheExchange, type Data } from "@urql/exchange-graphcache";
import { embeddedTypes } from "~/gql/embedded-types";
import { subscribe } from "./live";
import { updates } from "./updates";

const url = "/graphql";

/** Types without an id live inside their parent; a month's state has its period as the key. */
const keys = {
  ...Object.fromEntries(embeddedTypes.map((name) => [name, () => null])),
  // One viewer for each client, so that a new language shows at once wherever the viewer is read.
  Viewer: () => "viewer",
  AccountingPeriod: (month: Data) => (typeof month["period"] === "string" ? month["period"] : null),
};

/**
 * Makes the client of one signed-in session. onSignedOut is called when the server no longer knows the session;
 * the page is then loaded anew, so that nothing of one user stays in memory for the next.
 */
export function makeClient(onSignedOut: () => void): Client {
  return new Client({
    url,
    preferGetMethod: false,
    exchanges: [
      mapExchange({
        onError(error) {
          if (error.graphQLErrors.some((one) => one.extensions["code"] === "UNAUTHENTICATED")) onSignedOut();
        },
      }),
      cacheExchange({ keys, updates }),
      subscriptionExchange({ forwardSubscription: (operation) => subscribe(url, operation) }),
      fetchExchange,
    ],
    // Plain answers only: a server that sees text/event-stream among the accepted types would stream each query.
    fetchOptions: { credentials: "same-origin", headers: { accept: "application/graphql-response+json, application/json" } },
  });
}
