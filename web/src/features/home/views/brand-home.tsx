export function BrandHome() {
  return null;
}
