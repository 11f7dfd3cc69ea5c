import { useComputedColorScheme } from "@mantine/core";
import { paletteOf, type ChartPalette } from "../charts/palette";

/** The colours of charts for the scheme that is shown. */
export function usePalette(): ChartPalette {
  return paletteOf(useComputedColorScheme("light", { getInitialValueInEffect: false }));
}
