import { useTranslation } from "react-i18next";

interface Named {
  source: "FILE" | "API" | "FORM";
  fileName: string;
}

/** Gives what a sales report is called: its file's name, else how it came in. */
export function useReportName(): (report: Named) => string {
  const { t } = useTranslation();
  return (report) => (report.source === "FILE" && report.fileName ? report.fileName : t(`report.source.${report.source}`));
}
