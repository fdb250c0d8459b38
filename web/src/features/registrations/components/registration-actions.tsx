import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { useFaultText } from "~/shared/fault/use-fault-text";
import { graphql } from "~/shared/graphql/gql";
import { notifyDone, notifyFailed } from "~/shared/ui/notify";
import { registrationFragment, type Registration } from "../registration";

const reviewMutation = graphql(
  `
    mutation ReviewRegistration($input: ReviewRegistrationInput!) {
      reviewRegistration(input: $input) {
        registration { ...Registration }
      }
    }
  `,
  [registrationFragment],
);

interface Props {
  registration: Registration;
  brand: boolean;
  onDialog(dialog: string): void;
}

/** What the viewer may do with the registration now, the main thing last. */
export function RegistrationActions({ registration, brand, onDialog }: Props) {
  const { t } = useTranslation("registrations");
  const faultText = useFaultText();
  const [{ fetching }, review] = useMutation(reviewMutation);
  const takeUp = async () => {
    const { data, error } = await review({ input: { registrationId: registration.id } });
    if (data) notifyDone(t("review.done"));
    else if (error) notifyFailed(faultText(faultFrom(error)));
  };
  const { canReview, canRequestChanges, canApprove, canReject, canExtend, canRelease, canConvert } = registration;
  return (
    <>
      {canRelease && (
        <Button variant="subtle" color="red" onClick={() => onDialog("release")}>
          {t(brand ? "release.openBrand" : "release.open")}
        </Button>
      )}
      {canExtend && (
        <Button variant="default" onClick={() => onDialog("extend")}>
          {t("extend.open")}
        </Button>
      )}
      {canReview && (
        <Button variant="default" loading={fetching} onClick={() => void takeUp()}>
          {t("review.open")}
        </Button>
      )}
      {canRequestChanges && (
        <Button variant="default" onClick={() => onDialog("changes")}>
          {t("changes.open")}
        </Button>
      )}
      {canReject && (
        <Button variant="default" onClick={() => onDialog("reject")}>
          {t("reject.open")}
        </Button>
      )}
      {canApprove && <Button onClick={() => onDialog("approve")}>{t("approve.open")}</Button>}
      {canConvert && <Button onClick={() => onDialog("convert")}>{t("convert.open")}</Button>}
    </>
  );
}
