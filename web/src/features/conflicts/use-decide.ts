import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { graphql } from "~/shared/graphql/gql";
import type { RemedyInput } from "./draft";
import type { DecisionWay } from "./search";

const proposeMutation = graphql(`
  mutation ProposeResolution($input: ProposeResolutionInput!) {
    proposeResolution(input: $input) {
      conflict { id state asked }
    }
  }
`);

const ruleMutation = graphql(`
  mutation RuleOnConflict($input: RuleOnConflictInput!) {
    ruleOnConflict(input: $input) {
      conflict { id state asked }
    }
  }
`);

const overturnMutation = graphql(`
  mutation OverturnDecision($input: DecideAppealInput!) {
    decideAppeal(input: $input) {
      conflict { id state asked }
    }
  }
`);

interface Decision {
  conflictId: string;
  text: string;
  against: string[];
  remedies: RemedyInput[];
}

/** Sends a proposal, a ruling, or what takes an overturned decision's place; gives what went wrong. */
export function useDecide(as: DecisionWay): { decide(input: Decision): Promise<Fault | undefined>; busy: boolean } {
  const [{ fetching: proposing }, propose] = useMutation(proposeMutation);
  const [{ fetching: ruling }, rule] = useMutation(ruleMutation);
  const [{ fetching: overturning }, overturn] = useMutation(overturnMutation);
  return {
    busy: proposing || ruling || overturning,
    async decide(input) {
      const { error } = as === "proposal" ? await propose({ input }) : as === "ruling" ? await rule({ input }) : await overturn({ input: { ...input, overturn: true } });
      return error && faultFrom(error);
    },
  };
}
