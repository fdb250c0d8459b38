import { useLocalName } from "~/shared/i18n/use-language";
import type { Localized } from "~/shared/i18n/use-language";
import { useMay, useViewer } from "~/shared/session/viewer";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { contestable, contestFragment } from "../contest";
import { reviewFragment } from "../review";
import { AnswerDialog } from "./answer-dialog";
import { ContestDialog } from "./contest-dialog";
import { ReviewDialog } from "./review-dialog";
import { WithdrawDialog } from "./withdraw-dialog";

export const cardDialogsFragment = graphql(
  `
    fragment CardDialogs on Scorecard {
      period
      version
      metrics { key explanation { inputs { key lines { distributorId from until returns breach } } } }
      reviews { ...Review }
      contests { ...Contest }
    }
  `,
  [reviewFragment, contestFragment],
);

interface Props {
  data: FragmentOf<typeof cardDialogsFragment>;
  distributor: { id: string; name: Localized };
  /** The dialog that the URL opens, on what, and the line that was chosen elsewhere. */
  dialog: string | undefined;
  id: string | undefined;
  line: string | undefined;
  onClose(): void;
}

/** The dialog that the URL asks for: contest, answer, withdraw or review. */
export function CardDialogs({ data, distributor, dialog, id, line, onClose }: Props) {
  const localName = useLocalName();
  const may = useMay();
  const { distributor: own } = useViewer();
  const { period, version, metrics, reviews, contests } = readFragment(cardDialogsFragment, data);
  if (dialog === "contest" && own?.id === distributor.id && may("contest", "create")) {
    const choices = metrics.map(({ key, explanation }) => ({ key, lines: contestable(explanation.inputs) }));
    return <ContestDialog distributorId={distributor.id} period={period} metrics={choices} metric={id} line={line} onClose={onClose} />;
  }
  if (dialog === "review" && version === 0 && may("review", "write")) {
    return <ReviewDialog distributorId={distributor.id} name={localName(distributor.name)} period={period} before={reviews.find((review) => review.period === period && !review.replacedAt)} onClose={onClose} />;
  }
  const contest = contests.find((one) => one.id === id);
  if (dialog === "answer" && contest?.mayAnswer) return <AnswerDialog contest={contest} onClose={onClose} />;
  if (dialog === "withdraw" && contest?.mayWithdraw) return <WithdrawDialog contest={contest} onClose={onClose} />;
  return null;
}
