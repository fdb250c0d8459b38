import { useMutation } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { useFaultText } from "~/shared/fault/use-fault-text";
import { graphql } from "~/shared/graphql/gql";
import { notifyFailed } from "~/shared/ui/notify";

const markMutation = graphql(`
  mutation MarkInboxRead($input: MarkInboxReadInput!) {
    markInboxRead(input: $input) { unread }
  }
`);

/** Marks items as read, or unread again; without ids all of them. What fails is said, for the list shows it undone. */
export function useMarkRead() {
  const [{ fetching }, mark] = useMutation(markMutation);
  const faultText = useFaultText();
  return {
    marking: fetching,
    async mark(ids: string[] | null, read = true) {
      const { error } = await mark({ input: { ids, read } });
      if (error) notifyFailed(faultText(faultFrom(error)));
    },
  };
}
