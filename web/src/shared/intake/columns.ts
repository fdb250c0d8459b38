/** Which column holds what, by the column's place; null for a column that is not used. */
export type Mapping<Field extends string> = ReadonlyMap<number, Field | null>;

/** How one column of a file was understood. */
export interface FileColumn<Field extends string> {
  index: number;
  header: string;
  field: Field | null;
  confidence: "CONFIRMED" | "EXACT" | "SYNONYM" | "CONTENT" | "NONE";
}

/** The facts that a column may hold: those that each row needs first. */
export interface FieldChoice<Field extends string> {
  needed: readonly Field[];
  more: readonly Field[];
}

/** The requirements that no column meets; of each group one field is enough. */
export function missingIn<Field extends string>(requirements: readonly (readonly Field[])[], mapping: Mapping<Field>): (readonly Field[])[] {
  const held = new Set(mapping.values());
  return requirements.filter((group) => !group.some((field) => held.has(field)));
}

/** The facts that two columns claim to hold. */
export function doubledIn<Field extends string>(mapping: Mapping<Field>): Set<Field> {
  const seen = new Set<Field>();
  const doubled = new Set<Field>();
  for (const field of mapping.values()) {
    if (field === null) continue;
    if (seen.has(field)) doubled.add(field);
    seen.add(field);
  }
  return doubled;
}
