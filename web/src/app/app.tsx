import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { Provider as GraphQLProvider, type Client } from "urql";
import { ErrorBoundary } from "./error-boundary";
import type { makeRouter } from "./router";
import { theme, variables } from "./theme";

const colorScheme = localStorageColorSchemeManager({ key: "tonglu.scheme" });

/** The providers, outermost first, and the router within. */
export function App({ client, router }: { client: Client; router: ReturnType<typeof makeRouter> }) {
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
