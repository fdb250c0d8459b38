import { useNavigate } from "@tanstack/react-router";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { graphql } from "~/shared/graphql/gql";
import { FileSender } from "~/shared/intake/file-sender";
import { reportFragment } from "../report";

const createMutation = graphql(
  `
    mutation CreateSalesReport($input: CreateSalesReportInput!) {
      createSalesReport(input: $input) {
        salesReport { ...Report }
      }
    }
  `,
  [reportFragment],
);

interface Props {
  title: string;
  hint: string;
  /** Whose report it is when the viewer is of the brand. */
  distributorId?: string | undefined;
  disabled?: boolean;
}

/** Uploads a file, makes a report of it and goes to the report's page, where the rest happens and survives a reload. */
export function SendFile({ title, hint, distributorId, disabled = false }: Props) {
  const [, create] = useMutation(createMutation);
  const navigate = useNavigate();
  const report = async (fileId: string): Promise<Fault | undefined> => {
    // The uploaded file's id makes a repeated call give the first answer.
    const result = await create({ input: { fileId, distributorId: distributorId ?? null, idempotencyKey: `file-${fileId}` } });
    if (!result.data) return result.error && faultFrom(result.error);
    await navigate({ to: "/reports/$reportId", params: { reportId: result.data.createSalesReport.salesReport.id } });
    return undefined;
  };
  return <FileSender title={title} hint={hint} disabled={disabled} onSent={report} />;
}
