import "./app/styles";
import { createRoot } from "react-dom/client";
import { App } from "./app/app";
import { makeRouter } from "./app/router";
import { makeClient } from "./shared/graphql/client";
import { startI18n } from "./shared/i18n/i18n";

const element = document.getElementById("root");
if (!element) throw new Error("index.html has no #root");

/** A lost session: the login page, and back here after. */
function leave() {
  if (window.location.pathname === "/login") return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(here === "/" ? "/login" : `/login?next=${encodeURIComponent(here)}`);
}

const client = makeClient(leave);
const router = makeRouter({ client });
// Who is signed in, the page's code and its words are asked for at once, not one after the other.
const words = startI18n();
void router.load();
await words;
createRoot(element).render(<App client={client} router={router} />);
