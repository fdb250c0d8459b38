// The API explorer is a page of its own, so that nothing of it weighs on the app.
import "graphiql/style.css";
import "./explorer/explorer.css";
import { createRoot } from "react-dom/client";
import { Explorer } from "./explorer/explorer";
import { initialLanguage } from "./shared/i18n/languages";

const element = document.getElementById("root");
if (!element) throw new Error("explorer.html has no #root");
const language = initialLanguage();
document.documentElement.lang = language;
createRoot(element).render(<Explorer language={language} />);
