import { useMay, useViewer } from "~/shared/session/viewer";
import { BrandHome } from "./brand-home";
import { DistributorHome } from "./distributor-home";
import { PlainHome } from "./plain-home";

/** The start page of the viewer's side; a role without scorecards, as the auditor's, has a plain one. */
export function HomePage() {
  const viewer = useViewer();
  const may = useMay();
  if (!may("scorecard", "read")) return <PlainHome />;
  return viewer.organization.kind === "DISTRIBUTOR" && viewer.distributor ? <DistributorHome distributor={viewer.distributor} /> : <BrandHome />;
}
