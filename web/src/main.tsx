import "./app/styles";
import { createRoot } from "react-dom/client";
import { App } from "./app/app";
import { startI18n } from "./shared/i18n/i18n";

const element = document.getElementById("root");
if (!element) throw new Error("index.html has no #root");
await startI18n();
createRoot(element).render(<App />);
