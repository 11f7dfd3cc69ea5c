import type { ChartPalette } from "./palette";

interface ColourScale {
  min: number;
  max: number;
  /** The words at the high and the low end; none where the cells say their numbers themselves. */
  ends?: readonly [high: string, low: string];
  /** Whether small numbers are the good ones. */
  isSmallBetter?: boolean;
  /** Which number of an item the colour tells. */
  dimension?: number;
}

/** Numbers as colours, from bad over nothing to good, with the legend of it below the chart. */
export function colourScale(
  { min, max, ends, isSmallBetter = false, dimension }: ColourScale,
  palette: ChartPalette,
) {
  const colours = [palette.down, palette.grid, palette.up];
  return {
    min,
    max,
    ...(dimension === undefined ? {} : { dimension }),
    ...(ends === undefined
      ? { show: false }
      : {
          calculable: false,
          orient: "horizontal" as const,
          left: 0,
          bottom: 0,
          itemHeight: 120,
          itemWidth: 10,
          text: [...ends],
          textStyle: { color: palette.muted },
        }),
    inRange: { color: isSmallBetter ? colours.reverse() : colours },
  };
}
