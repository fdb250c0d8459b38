import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, useState } from "react";
import { Provider as GraphQLProvider } from "urql";
import { makeClient } from "~/shared/graphql/client";
import { ErrorBoundary } from "./error-boundary";
import { makeRouter } from "./router";
import { theme, variables } from "./theme";

const colorScheme = localStorageColorSchemeManager({ key: "tonglu.scheme" });

/** A lost session: the login page, and back here after. */
function leave() {
  if (window.location.pathname === "/login") return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(here === "/" ? "/login" : `/login?next=${encodeURIComponent(here)}`);
}

/** The providers, outermost first, and the router within. */
export function App() {
  const [client] = useState(() => makeClient(leave));
  const [router] = useState(() => makeRouter({ client }));
  return (
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={variables} colorSchemeManager={colorScheme} defaultColorScheme="auto">
        <ErrorBoundary>
          <GraphQLProvider value={client}>
            <Notifications position="bottom-right" zIndex={400} />
            <RouterProvider router={router} />
          </GraphQLProvider>
        </ErrorBoundary>
      </MantineProvider>
    </StrictMode>
  );
}
