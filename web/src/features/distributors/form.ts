import { nameInput, nameValues, type NameValues } from "~/shared/ui/name-fields";
import type { ChannelType } from "~/shared/lines/channel-types";
import type { Localized } from "~/shared/i18n/use-language";
import type { Tier } from "~/shared/words/tiers";
import type { Status } from "./search";

/** A distributor's facts as its form holds them. */
export interface Facts {
  code: string;
  name: NameValues;
  parentId: string | undefined;
  tier: Tier;
  status: Status;
  channelTypes: ChannelType[];
  currency: string;
  country: string;
  timeZone: string;
  joinedOn: string;
  leftOn: string | null;
}

interface Known {
  code: string;
  name: Localized;
  parent: { id: string } | null;
  tier: Tier;
  status: Status;
  channelTypes: readonly ChannelType[];
  currency: string;
  country: string;
  timeZone: string;
  joinedOn: string;
  leftOn: string | null;
}

/** The facts of a known distributor. */
export const factsOf = (one: Known): Facts => ({
  code: one.code,
  name: nameValues(one.name),
  parentId: one.parent?.id,
  tier: one.tier,
  status: one.status,
  channelTypes: [...one.channelTypes],
  currency: one.currency,
  country: one.country,
  timeZone: one.timeZone,
  joinedOn: one.joinedOn,
  leftOn: one.leftOn,
});

/** What a new distributor starts from. */
export const newFacts = (currency: string, today: string): Facts => ({
  code: "",
  name: nameValues(),
  parentId: undefined,
  tier: "TIER_1",
  status: "ACTIVE",
  channelTypes: [],
  currency,
  country: "",
  timeZone: "",
  joinedOn: today,
  leftOn: null,
});

/** The facts as the schema's input for a new distributor. */
export const createInput = ({ parentId, leftOn: _leftOn, ...facts }: Facts) => ({ ...facts, code: facts.code.trim(), name: nameInput(facts.name), parentId: parentId ?? null });

/** What of the facts changed: only that is sent, so that two people who change different facts do not undo each other. */
export function changes(before: Facts, after: Facts) {
  const differs = (key: keyof Facts) => JSON.stringify(before[key]) !== JSON.stringify(after[key]);
  return {
    ...(differs("name") && { name: nameInput(after.name) }),
    ...(differs("parentId") && { parentId: after.parentId ?? null }),
    ...(differs("tier") && { tier: after.tier }),
    ...(differs("status") && { status: after.status }),
    ...(differs("channelTypes") && { channelTypes: after.channelTypes }),
    ...(differs("currency") && { currency: after.currency }),
    ...(differs("country") && { country: after.country }),
    ...(differs("timeZone") && { timeZone: after.timeZone }),
    ...(differs("joinedOn") && { joinedOn: after.joinedOn }),
    ...(differs("leftOn") && { leftOn: after.leftOn }),
  };
}
