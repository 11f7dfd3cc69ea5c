/** Colours of all charts; chosen to stay apart for colour-blind eyes (blue for up, orange for down). */
export interface ChartPalette {
  scheme: "light" | "dark";
  text: string;
  muted: string;
  grid: string;
  surface: string;
  accent: string;
  up: string;
  down: string;
  upSoft: string;
  downSoft: string;
  /** Told apart by lightness as well as by hue. */
  series: readonly string[];
}

export const LIGHT: ChartPalette = {
  scheme: "light",
  text: "#1d2a33",
  muted: "#5b6b76",
  grid: "#e6ebee",
  surface: "#ffffff",
  accent: "#0b7285",
  up: "#1071a8",
  down: "#c8511b",
  upSoft: "rgba(16, 113, 168, 0.28)",
  downSoft: "rgba(200, 81, 27, 0.26)",
  series: ["#0b7285", "#c8511b", "#6a4fb3", "#8a6d00", "#1f3a5f", "#d6336c", "#2b8a3e", "#868e96"],
};

export const DARK: ChartPalette = {
  scheme: "dark",
  text: "#dbe4ea",
  muted: "#93a4b0",
  grid: "#26323a",
  surface: "#151d23",
  accent: "#4fc3d9",
  up: "#56b4e9",
  down: "#ee8b57",
  upSoft: "rgba(86, 180, 233, 0.28)",
  downSoft: "rgba(238, 139, 87, 0.28)",
  series: ["#4fc3d9", "#ee8b57", "#b9a3f2", "#d9c04a", "#8fb8e8", "#f783ac", "#8ce99a", "#ced4da"],
};

export function paletteOf(scheme: "light" | "dark"): ChartPalette {
  return scheme === "dark" ? DARK : LIGHT;
}
