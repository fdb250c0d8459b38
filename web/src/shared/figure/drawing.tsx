import { useComputedColorScheme } from "@mantine/core";
import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use as register, type EChartsCoreOption, type EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { Series } from "./figure-frame";
import classes from "./figure.module.css";

register([BarChart, LineChart, ScatterChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

// Jade, amber, indigo, vermilion, ink: told apart by lightness too, and by dashes and shapes.
const colors = {
  light: ["#196b59", "#b27f0d", "#2f679d", "#b3402a", "#54504a"],
  dark: ["#61b39b", "#e6bd57", "#8eb5da", "#de7c64", "#c0c7c4"],
};

interface Props {
  labels: readonly string[];
  series: readonly Series[];
  format(value: number): string;
  formatShort(value: number): string;
  height: number;
}

/** The picture of a TrendChart. Kept apart, so that ECharts loads with the first picture and not before. */
export function Drawing({ labels, series, format, formatShort, height }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const scheme = useComputedColorScheme("light");
  useEffect(() => {
    if (!element.current) return;
    const drawn = init(element.current, undefined, { renderer: "svg" });
    chart.current = drawn;
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      drawn.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(optionOf({ labels, series, format, formatShort, scheme, font: element.current ? getComputedStyle(element.current).fontFamily : "sans-serif" }), { notMerge: true });
  }, [labels, series, format, formatShort, scheme]);
  return <div ref={element} className={classes["chart"]} style={{ height }} />;
}

function optionOf({ labels, series, format, formatShort, scheme, font }: Omit<Props, "height"> & { scheme: "light" | "dark"; font: string }): EChartsCoreOption {
  const dark = scheme === "dark";
  const line = dark ? "#353d3b" : "#e7e4de";
  const quiet = dark ? "#a5aeab" : "#625d55";
  // A bar's length is its value; a line's shape is what matters, and a scale from 0 would flatten it.
  const linesOnly = series.every((one) => one.as === "line" || one.as === "dashed");
  return {
    color: colors[scheme],
    animationDuration: 300,
    textStyle: { fontFamily: font },
    grid: { left: 8, right: 12, top: 12, bottom: series.length > 1 ? 34 : 4, containLabel: true },
    legend: series.length > 1 ? { bottom: 0, itemGap: 20, textStyle: { color: quiet, fontFamily: font }, itemWidth: 18, itemHeight: 8 } : undefined,
    tooltip: {
      trigger: "axis",
      confine: true,
      valueFormatter: (value: unknown) => (typeof value === "number" ? format(value) : "–"),
      backgroundColor: dark ? "#272e2c" : "#ffffff",
      borderColor: line,
      textStyle: { color: dark ? "#dde1df" : "#1f1e1b", fontSize: 12 },
    },
    xAxis: { type: "category", data: [...labels], axisTick: { show: false }, axisLine: { lineStyle: { color: line } }, axisLabel: { color: quiet, hideOverlap: true } },
    yAxis: { type: "value", axisLabel: { color: quiet, formatter: formatShort }, splitLine: { lineStyle: { color: line } }, splitNumber: 4, scale: linesOnly },
    series: series.map((one) => {
      const data = [...one.values];
      if (one.as === "bar") return { type: "bar", name: one.name, data, barMaxWidth: 26, itemStyle: { borderRadius: [3, 3, 0, 0] } };
      if (one.as === "stack") return { type: "bar", name: one.name, data, stack: "all", barMaxWidth: 26 };
      if (one.as === "mark") return { type: "scatter", name: one.name, data, symbol: "rect", symbolSize: [26, 3] };
      return {
        type: "line",
        name: one.name,
        data,
        symbol: one.as === "dashed" ? "none" : "circle",
        symbolSize: 5,
        connectNulls: false,
        lineStyle: { width: 2, type: one.as === "dashed" ? "dashed" : "solid" },
      };
    }),
  };
}
