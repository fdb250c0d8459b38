import { Badge, Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DateTimeText, PeriodText } from "~/shared/format/text";
import { Panel } from "~/shared/ui/panel";
import { marks, rubric, type Review } from "../review";
import classes from "./review-list.module.css";
import entries from "./entries.module.css";

interface Props {
  reviews: readonly Review[];
  /** Opens the form; undefined to who may not review, or when the period is closed. */
  onReview: (() => void) | undefined;
}

/** The channel manager's reviews: three marks and the words to them. One that was replaced stays on record. */
export function ReviewList({ reviews, onReview }: Props) {
  const { t } = useTranslation("scorecards");
  const write = onReview && (
    <Button data-screen-only size="compact-sm" variant="default" onClick={onReview}>
      {reviews.some((review) => !review.replacedAt) ? t("review.again") : t("review.do")}
    </Button>
  );
  return (
    <Panel title={t("reviews.title")} actions={write}>
      {reviews.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("reviews.none")}
        </Text>
      )}
      <ul className={entries["entries"]}>
        {reviews.map((review) => (
          <li key={review.id} data-review={review.id}>
            <Group gap="xs">
              <Text fw={600}>
                <PeriodText value={review.period} />
              </Text>
              {review.replacedAt && <Badge color="gray">{t("review.replaced")}</Badge>}
              <Text size="sm" c="dimmed" component="span">
                {review.reviewer} · <DateTimeText value={review.writtenAt} />
              </Text>
            </Group>
            <dl className={classes["marks"]}>
              {rubric.map((one) => (
                <div key={one}>
                  <dt>{t(`rubric.${one}`)}</dt>
                  <dd>
                    <span aria-hidden="true" className={classes["dots"]}>
                      {marks.map((mark) => (
                        <span key={mark} data-on={mark <= review[one] || undefined} />
                      ))}
                    </span>
                    {t("review.mark", { mark: review[one] })}
                  </dd>
                </div>
              ))}
            </dl>
            <p className={entries["words"]}>{review.comment}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
