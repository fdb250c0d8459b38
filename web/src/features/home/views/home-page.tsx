import { lazy } from "react";
import { useViewer } from "~/shared/session/viewer";

const BrandHome = lazy(() => import("./brand-home").then((module) => ({ default: module.BrandHome })));
const DistributorHome = lazy(() => import("./distributor-home").then((module) => ({ default: module.DistributorHome })));

/** The start page of the viewer's side. */
export function HomePage() {
  return useViewer().organization.kind === "BRAND" ? <BrandHome /> : <DistributorHome />;
}
