import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { publicRoute } from "~/shared/routing/roots";

// The secret stands behind the #, which browsers send to no server.
const accept = createRoute({
  getParentRoute: () => publicRoute,
  path: "/invitation",
  component: lazyRouteComponent(() => import("./views/invitation-page"), "InvitationPage"),
});

export const invitationRoutes = [accept] as const;
