import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { useFaultText } from "~/shared/fault/use-fault-text";
import { graphql } from "~/shared/graphql/gql";
import { notifyDone, notifyFailed } from "~/shared/ui/notify";

const mergeMutation = graphql(`
  mutation MergeAccounts($input: MergeAccountsInput!) {
    mergeAccounts(input: $input) {
      survivor { id updatedAt }
      merged { id mergedInto { id name code isOrganization } canUnmerge: viewerCan(action: UNMERGE) canUpdate: viewerCan(action: UPDATE) canShare: viewerCan(action: SHARE) }
    }
  }
`);

const unmergeMutation = graphql(`
  mutation UnmergeAccount($input: UnmergeAccountInput!) {
    unmergeAccount(input: $input) {
      survivor { id updatedAt }
      merged { id mergedInto { id } canUnmerge: viewerCan(action: UNMERGE) canUpdate: viewerCan(action: UPDATE) canShare: viewerCan(action: SHARE) }
    }
  }
`);

/** Makes one account of two; says what went wrong, and whether it went well. */
export function useMerge() {
  const [{ fetching }, run] = useMutation(mergeMutation);
  const faultText = useFaultText();
  const merge = async (survivorId: string, mergedId: string): Promise<boolean> => {
    const result = await run({ input: { survivorId, mergedId } });
    if (result.error) notifyFailed(faultText(faultFrom(result.error)));
    return result.data !== undefined;
  };
  return { merge, fetching };
}

/** Takes a merging back. */
export function useUnmerge() {
  const { t } = useTranslation("accounts");
  const [{ fetching }, run] = useMutation(unmergeMutation);
  const faultText = useFaultText();
  const unmerge = async (id: string): Promise<boolean> => {
    const result = await run({ input: { id } });
    if (result.error) notifyFailed(faultText(faultFrom(result.error)));
    else notifyDone(t("merged.undone"));
    return result.data !== undefined;
  };
  return { unmerge, fetching };
}
