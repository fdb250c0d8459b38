export function ReportListPage() {
  return null;
}
