import { useElementSize } from "@mantine/hooks";
import { FigureFrame, type Series } from "./figure-frame";
import classes from "./light-chart.module.css";
import { roundTicks } from "./scale";

interface Props {
  label: string;
  axis: string;
  labels: readonly string[];
  series: readonly Series[];
  /** Writes a value in full, for the table and the tip. */
  format(value: number): string;
  /** Writes a value in short, for the axis. */
  formatShort(value: number): string;
  height?: number;
}

/** The same picture as TrendChart in plain SVG: for pages that must come without the chart library. */
export function LightChart(props: Props) {
  const { label, axis, labels, series, format } = props;
  return (
    <FigureFrame label={label} axis={axis} labels={labels} series={series} format={format}>
      <Picture {...props} />
      <ul className={classes["legend"]}>
        {series.map((one, index) => (
          <li key={one.name} data-as={one.as} data-color={index}>
            {one.name}
          </li>
        ))}
      </ul>
    </FigureFrame>
  );
}

function Picture({ labels, series, format, formatShort, height = 240 }: Props) {
  const { ref, width } = useElementSize();
  const values = series.flatMap((one) => one.values.filter((value) => value !== null));
  const ticks = roundTicks(values);
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)];
  const left = 10 + Math.max(...ticks.map((tick) => textWidth(formatShort(tick))));
  const [top, bottom] = [8, height - 24];
  const slot = Math.max(0, width - left - 6) / Math.max(1, labels.length);
  const x = (index: number) => left + slot * (index + 0.5);
  const y = (value: number) => bottom - ((value - low) / (high - low)) * (bottom - top);
  const bar = Math.min(26, slot * 0.62);
  // As many labels as fit beside each other.
  const every = Math.ceil((Math.max(...labels.map(textWidth), 1) + 10) / Math.max(1, slot));
  return (
    <div ref={ref} style={{ height }}>
      {width > 0 && (
        <svg width={width} height={height} className={classes["chart"]}>
          {ticks.map((tick) => (
            <g key={tick}>
              <line x1={left} x2={width} y1={y(tick)} y2={y(tick)} className={classes["grid"]} />
              <text x={left - 8} y={y(tick) + 4} textAnchor="end">
                {formatShort(tick)}
              </text>
            </g>
          ))}
          {labels.map(
            (text, index) =>
              index % every === 0 && (
                <text key={text} x={Math.min(x(index), width - textWidth(text) / 2)} y={height - 6} textAnchor="middle">
                  {text}
                </text>
              ),
          )}
          {series.map((one, color) => (
            <g key={one.name} data-color={color}>
              {one.as === "bar" || one.as === "mark"
                ? one.values.map((value, index) =>
                    value === null ? null : one.as === "bar" ? (
                      <rect key={labels[index]} x={x(index) - bar / 2} width={bar} y={Math.min(y(value), y(0))} height={Math.abs(y(value) - y(0))} rx="2" />
                    ) : (
                      <rect key={labels[index]} x={x(index) - bar / 2 - 3} width={bar + 6} y={y(value) - 1.5} height="3" className={classes["mark"]} />
                    ),
                  )
                : [
                    <path key="line" d={pathOf(one.values, x, y)} className={classes["line"]} strokeDasharray={one.as === "dashed" ? "5 4" : undefined} />,
                    ...one.values.map((value, index) => (value === null ? null : <circle key={labels[index]} cx={x(index)} cy={y(value)} r="2.5" />)),
                  ]}
            </g>
          ))}
          {labels.map((text, index) => (
            <rect key={text} x={x(index) - slot / 2} width={slot} y={top} height={bottom - top} fill="transparent">
              <title>{[text, ...series.map((one) => `${one.name}: ${typeof one.values[index] === "number" ? format(one.values[index]) : "–"}`)].join("\n")}</title>
            </rect>
          ))}
        </svg>
      )}
    </div>
  );
}

/** About how wide a text is at 12 px; ideographs are as wide as high. */
const textWidth = (text: string) => [...text].reduce((sum, character) => sum + (character > "\u2e7f" ? 12.5 : 8.4), 0);

/** A line through the known values; it breaks where one is missing. */
function pathOf(values: readonly (number | null)[], x: (index: number) => number, y: (value: number) => number): string {
  return values.map((value, index) => (value === null ? "" : `${index > 0 && typeof values[index - 1] === "number" ? "L" : "M"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`)).join("");
}
