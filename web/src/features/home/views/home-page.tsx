import { lazy } from "react";
import { useMay, useViewer } from "~/shared/session/viewer";

const BrandHome = lazy(() => import("./brand-home").then((module) => ({ default: module.BrandHome })));
const DistributorHome = lazy(() => import("./distributor-home").then((module) => ({ default: module.DistributorHome })));
const PlainHome = lazy(() => import("./plain-home").then((module) => ({ default: module.PlainHome })));

/** The start page of the viewer's side; a role without scorecards, as the auditor's, has a plain one. */
export function HomePage() {
  const viewer = useViewer();
  const may = useMay();
  if (!may("scorecard", "read")) return <PlainHome />;
  return viewer.organization.kind === "DISTRIBUTOR" && viewer.distributor ? <DistributorHome distributor={viewer.distributor} /> : <BrandHome />;
}
