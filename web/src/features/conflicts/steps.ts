import type { State } from "./conflict";

/** A step of a case's way: a state, or the moment in which a decision is applied. */
export type Step = Exclude<State, "AGREED" | "RULED" | "DISMISSED"> | "DECIDED";

const way: readonly Step[] = ["OPEN", "AWAITING_RESPONSE", "IN_MEDIATION", "PROPOSED", "DECIDED", "RESOLVED", "CLOSED"];

interface Standing {
  state: State;
  outcome: string | null;
  /** Whether the viewer is a party: a case that is not told to it has not begun for it. */
  asParty: boolean;
}

/** The steps of a case's way with the one it is at; none for a case that was dismissed. An appeal is a step only of those that had one. */
export function stepsOf({ state, outcome, asParty }: Standing): { steps: readonly Step[]; at: number } | undefined {
  if (state === "DISMISSED") return undefined;
  const appealed = state === "APPEALED" || outcome === "UPHELD" || outcome === "OVERTURNED";
  const steps = way.flatMap((step): Step[] => (step === "OPEN" && asParty ? [] : step === "CLOSED" && appealed ? ["APPEALED", "CLOSED"] : [step]));
  const at = steps.indexOf(state === "AGREED" || state === "RULED" ? "DECIDED" : state);
  return { steps, at: Math.max(0, at) };
}
