import type { Evidence } from "./case";

/** A price against what it is compared with, of one piece of evidence. */
export interface PricePair {
  id: string;
  price: number;
  against: number;
}

type Piece = Pick<Evidence, "id" | "measures" | "quantity" | "withdrawnAt">;

const number = (value: unknown): number | undefined => {
  const read = typeof value === "number" ? value : typeof value === "string" && value !== "" ? Number(value) : Number.NaN;
  return Number.isFinite(read) ? read : undefined;
};

/** What was asked for one against the floor of that day and channel. */
function floorPair({ measures, quantity }: Piece): [number, number] | undefined {
  const [revenue, floor, many] = [number(measures["revenue"]), number(measures["floor"]), number(quantity)];
  return revenue === undefined || floor === undefined || !many ? undefined : [revenue / many, floor];
}

/** The mean prices online and offline. */
function channelPair({ measures }: Piece): [number, number] | undefined {
  const [online, offline] = [number(measures["onlineMean"]), number(measures["offlineMean"])];
  return online === undefined || offline === undefined ? undefined : [online, offline];
}

/** The prices that the evidence speaks of, with what each is compared with; none for rules that look at no price. */
export function pricePairs(evidence: readonly Piece[]): { kind: "price" | "online"; rows: PricePair[] } | undefined {
  for (const [kind, pairOf] of [["price", floorPair], ["online", channelPair]] as const) {
    const rows = evidence.flatMap((piece): PricePair[] => {
      const pair = piece.withdrawnAt ? undefined : pairOf(piece);
      return pair ? [{ id: piece.id, price: pair[0], against: pair[1] }] : [];
    });
    if (rows.length > 0) return { kind, rows };
  }
  return undefined;
}
