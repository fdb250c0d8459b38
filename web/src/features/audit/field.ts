/** The keys of a word for one part of the way to a value, which code writes as validFrom, valid_from or ValidFrom, and for rules as their name. */
export function fieldKeys(part: string): string[] {
  const camel = part.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()).replace(/ID/g, "Id");
  return [`audit:value.${camel.charAt(0).toLowerCase()}${camel.slice(1)}`, `common:conflict.rule.${part}`];
}
