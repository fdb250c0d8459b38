import { createRouter } from "@tanstack/react-router";
import { accountRoutes } from "~/features/accounts/routes";
import { auditRoutes } from "~/features/audit/routes";
import { channelRoutes } from "~/features/channel/routes";
import { conflictRoutes } from "~/features/conflicts/routes";
import { customerRoutes } from "~/features/customers/routes";
import { distributorRoutes } from "~/features/distributors/routes";
import { feedbackRoutes, publicFeedbackRoutes } from "~/features/feedback/routes";
import { homeRoutes } from "~/features/home/routes";
import { inboxRoutes } from "~/features/inbox/routes";
import { invitationRoutes } from "~/features/invitation/routes";
import { keyRoutes } from "~/features/keys/routes";
import { loginRoutes } from "~/features/login/routes";
import { marketRoutes } from "~/features/market/routes";
import { privacyRoutes, publicPrivacyRoutes } from "~/features/privacy/routes";
import { productRoutes } from "~/features/products/routes";
import { programmeRoutes } from "~/features/programme/routes";
import { registrationRoutes } from "~/features/registrations/routes";
import { reportRoutes } from "~/features/reports/routes";
import { salesRoutes } from "~/features/sales/routes";
import { scorecardRoutes } from "~/features/scorecards/routes";
import { settingsRoutes } from "~/features/settings/routes";
import { targetRoutes } from "~/features/targets/routes";
import { territoryRoutes } from "~/features/territories/routes";
import { trainingRoutes } from "~/features/training/routes";
import { userRoutes } from "~/features/users/routes";
import { publicRoute, rootRoute, shellRoute, type RouterContext } from "~/shared/routing/roots";
import { parseSearch, stringifySearch } from "~/shared/routing/search";
import { ErrorPage } from "./error-page";
import { PublicFrame } from "./layout/public-frame";
import { Shell } from "./layout/shell";
import { NotFoundPage } from "./not-found-page";
import { Pending } from "./pending";

// A feature's pages are in src/features/<domain>/routes.tsx: routes made with createRoute and shellRoute as parent
// (publicRoute outside the shell), typed search parameters by validateSearch, views by lazyRouteComponent, exported as
// one `as const` list. It is added here, its link in layout/navigation.ts, its words in shared/i18n.
const routeTree = rootRoute.addChildren([
  publicRoute.update({ component: PublicFrame }).addChildren([...loginRoutes, ...invitationRoutes, ...publicPrivacyRoutes, ...publicFeedbackRoutes]),
  shellRoute.update({ component: Shell }).addChildren([...homeRoutes, ...inboxRoutes, ...registrationRoutes, ...reportRoutes, ...productRoutes, ...distributorRoutes, ...customerRoutes, ...salesRoutes, ...scorecardRoutes, ...territoryRoutes, ...targetRoutes, ...userRoutes, ...settingsRoutes, ...auditRoutes, ...privacyRoutes, ...keyRoutes, ...accountRoutes, ...conflictRoutes, ...programmeRoutes, ...channelRoutes, ...feedbackRoutes, ...trainingRoutes, ...marketRoutes]),
]);

/** Makes the router of one page load. */
export function makeRouter(context: RouterContext) {
  return createRouter({
    routeTree,
    context,
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    defaultPendingMs: 300,
    scrollRestoration: true,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    defaultPendingComponent: Pending,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
