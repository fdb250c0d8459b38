import { Button, Stack, Text, Textarea } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { formatInteger } from "~/shared/format/format";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { Icon } from "~/shared/ui/icon";
import { ScaleField } from "./scale-field";

const answerMutation = graphql(`
  mutation AnswerSurvey($input: AnswerSurveyInput!) {
    answerSurvey(input: $input) { thanked }
  }
`);

const stars = [1, 2, 3, 4, 5] as const;
const chances = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
const longest = 2000;

interface Props {
  token: string;
  distributorName: string;
  brandName: string;
  /** The answer is kept. */
  onDone(): void;
  /** The link does not take an answer any more. */
  onDead(): void;
}

/** Two questions and room for words; one of the questions is enough. */
export function SurveyForm({ token, distributorName, brandName, onDone, onDead }: Props) {
  const { t } = useTranslation("feedback");
  const language = useLanguage();
  const [csat, setCsat] = useState<number>();
  const [nps, setNps] = useState<number>();
  const [comment, setComment] = useState("");
  const [asked, setAsked] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const [{ fetching }, answer] = useMutation(answerMutation);
  const silent = csat === undefined && nps === undefined;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (silent || fetching) return;
    const { data, error } = await answer({ input: { token, csat: csat ?? null, nps: nps ?? null, comment: comment.trim() || null } });
    if (data) {
      onDone();
      return;
    }
    const failed = error && faultFrom(error);
    if (failed?.code === "NOT_FOUND") onDead();
    else setFault(failed);
  };
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="xl">
        {fault && <FaultAlert fault={fault} />}
        <ScaleField
          legend={t("survey.csat", { name: distributorName })}
          values={stars}
          value={csat}
          onChange={setCsat}
          nameOf={(value) => t("survey.star", { value, meaning: t(`survey.star.${value as 1}`) })}
          sign={() => <Icon name="star" size={34} />}
          low={t("survey.star.1")}
          high={t("survey.star.5")}
          filled
          error={asked && silent ? t("survey.need") : undefined}
        />
        <ScaleField legend={t("survey.nps", { name: distributorName })} values={chances} value={nps} onChange={setNps} nameOf={(value) => t("survey.chance", { value })} sign={(value) => formatInteger(value, language)} low={t("survey.never")} high={t("survey.surely")} />
        <Textarea label={t("survey.comment")} description={t("survey.commentHint", { max: formatInteger(longest, language) })} value={comment} onChange={(event) => setComment(event.currentTarget.value)} autosize minRows={3} maxRows={12} maxLength={longest} size="md" />
        <Stack gap="xs">
          <Button type="submit" size="md" fullWidth loading={fetching}>
            {t("survey.send")}
          </Button>
          <Text size="sm" c="dimmed">
            {t("survey.whoReads", { brand: brandName })}
          </Text>
        </Stack>
      </Stack>
    </form>
  );
}
