export function NewReportPage() {
  return null;
}
