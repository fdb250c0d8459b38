import { createContext, useContext } from "react";
import { graphql, type ResultOf } from "~/shared/graphql/gql";

/** Who is signed in and what the role may do; null when nobody is. */
export const viewerQuery = graphql(`
  query Viewer {
    viewer {
      user { id name email }
      organization { id kind name }
      distributor { id code currency joinedOn name { default zhHant zhHans } }
      role
      permissions { resource action scope }
      locale
      baseCurrency
      today
      nextReportDueOn
    }
  }
`);

export type Viewer = NonNullable<ResultOf<typeof viewerQuery>["viewer"]>;

export const ViewerContext = createContext<Viewer | undefined>(undefined);

/** The signed-in viewer. Only for what is drawn inside the shell. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error("useViewer outside the signed-in shell");
  return viewer;
}

/** Whether the policy lets the viewer do the action; the server decides again on every request. */
export function may(viewer: Viewer, resource: string, action: string): boolean {
  return viewer.permissions.some((one) => one.resource === resource && one.action === action);
}

/** Whether the viewer may report sales of the brand itself, which sells directly. */
export function maySellDirectly(viewer: Viewer): boolean {
  return viewer.permissions.some((one) => one.resource === "salesReport" && one.action === "create" && one.scope === "all");
}

/** may for the signed-in viewer, as a hook. */
export function useMay(): (resource: string, action: string) => boolean {
  const viewer = useViewer();
  return (resource, action) => may(viewer, resource, action);
}
