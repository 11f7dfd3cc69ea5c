import { useEffect, useRef } from "react";
import { init, type EChartsOption } from "./echarts";

interface EChartProps {
  option: EChartsOption;
  /** What the chart shows, for those who do not see it. */
  label: string;
  height: number;
  /** Told the value of an item that is clicked. */
  onPick?: (value: unknown) => void;
}

/** Binds one ECharts canvas to an option; resizes with its box. */
export function EChart({ option, label, height, onPick }: EChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init> | null>(null);

  useEffect(() => {
    const element = box.current;
    if (!element) {
      return undefined;
    }
    const created = init(element);
    chart.current = created;
    const observer = new ResizeObserver(() => created.resize());
    observer.observe(element);
    const beforePrint = () => created.resize();
    window.addEventListener("beforeprint", beforePrint);
    return () => {
      window.removeEventListener("beforeprint", beforePrint);
      observer.disconnect();
      // A drawing in several frames would go on after its end; an empty one replaces it.
      created.clear();
      created.getZr().refreshImmediately();
      created.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true });
  }, [option]);

  useEffect(() => {
    const current = chart.current;
    if (!current || !onPick) {
      return undefined;
    }
    const handler = (event: { value?: unknown }) => onPick(event.value);
    current.on("click", handler as never);
    return () => {
      current.off("click", handler as never);
    };
  }, [onPick]);

  return <div ref={box} role="img" aria-label={label} style={{ height, width: "100%" }} />;
}
