export function DistributorHome() {
  return null;
}
