import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import { FigureFrame, type Series } from "./figure-frame";

const Drawing = lazy(() => import("./drawing").then((module) => ({ default: module.Drawing })));

interface Props {
  label: string;
  axis: string;
  labels: readonly string[];
  series: readonly Series[];
  /** Writes a value in full, for the table and the tip. */
  format(value: number): string;
  /** Writes a value in short, for the axis; format unless told. */
  formatShort?: (value: number) => string;
  height?: number;
}

/** Values over time as lines, bars and target marks. The chart library comes when the first one is shown. */
export function TrendChart({ label, axis, labels, series, format, formatShort = format, height = 260 }: Props) {
  return (
    <FigureFrame label={label} axis={axis} labels={labels} series={series} format={format}>
      <Suspense fallback={<Skeleton height={height} radius="md" />}>
        <Drawing labels={labels} series={series} format={format} formatShort={formatShort} height={height} />
      </Suspense>
    </FigureFrame>
  );
}
