import {
  Alert,
  Badge,
  createTheme,
  localStorageColorSchemeManager,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from "@mantine/core";

const tide: MantineColorsTuple = [
  "#e6f6f9",
  "#cfe9ef",
  "#9fd3df",
  "#6bbccd",
  "#43a8bd",
  "#2a98af",
  "#158aa2",
  "#0b7285",
  "#075f70",
  "#034b59",
];

const dark: MantineColorsTuple = [
  "#dbe4ea",
  "#b6c3cc",
  "#98a8b3",
  "#6d7d88",
  "#33414b",
  "#26323a",
  "#1c262d",
  "#151d23",
  "#0f151a",
  "#0a0f13",
];

interface Tone {
  back: string;
  text: string;
  line: string;
}

const WARNING: Tone = {
  back: "var(--tw-warning-back)",
  text: "var(--tw-warning)",
  line: "var(--tw-warning-line)",
};
const DANGER: Tone = {
  back: "color-mix(in srgb, var(--tw-down) 9%, var(--tw-surface))",
  text: "var(--tw-down)",
  line: "color-mix(in srgb, var(--tw-down) 50%, var(--tw-surface))",
};
const QUIET: Tone = { back: "var(--tw-sunken)", text: "var(--tw-muted)", line: "var(--tw-line)" };
const ACCENT: Tone = {
  back: "color-mix(in srgb, var(--tw-accent) 12%, var(--tw-surface))",
  text: "var(--tw-accent)",
  line: "color-mix(in srgb, var(--tw-accent) 35%, var(--tw-surface))",
};

/** Few tones are enough: what is wrong, a warning, something under way or good, and the rest. */
function toneOf(color: string | undefined): Tone {
  if (color === "orange" || color === "yellow") {
    return WARNING;
  }
  return color === "red" ? DANGER : color === "gray" ? QUIET : ACCENT;
}

export const theme = createTheme({
  primaryColor: "tide",
  primaryShade: { light: 7, dark: 7 },
  colors: { tide, dark },
  defaultRadius: "md",
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace',
  headings: { fontWeight: "650", sizes: { h1: { fontSize: "26px", lineHeight: "1.25" } } },
  cursorType: "pointer",
  components: {
    Alert: Alert.extend({
      vars: (_, { color }) => ({
        root: {
          "--alert-radius": "10px",
          "--alert-bg": toneOf(color).back,
          "--alert-color": toneOf(color).text,
          "--alert-bd": `1px solid ${toneOf(color).line}`,
        },
      }),
      styles: { message: { color: "var(--tw-text)" } },
    }),
    Badge: Badge.extend({
      vars: (_, { color }) => ({
        root: { "--badge-bg": toneOf(color).back, "--badge-color": toneOf(color).text },
      }),
    }),
  },
  focusRing: "auto",
});

/** Mantine takes the page's own colours, so that charts, tables and the report look alike. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    "--mantine-color-body": "var(--tw-page)",
    "--mantine-color-text": "var(--tw-text)",
    "--mantine-color-dimmed": "var(--tw-muted)",
    "--mantine-color-default-border": "var(--tw-line)",
    "--mantine-color-error": "var(--tw-down)",
    "--mantine-color-anchor": "var(--tw-accent)",
    "--mantine-color-default": "var(--tw-surface)",
    "--mantine-color-default-color": "var(--tw-text)",
    "--mantine-color-placeholder": "var(--tw-muted)",
  };
  return { variables: {}, light: shared, dark: shared };
};

/** The key is also read by public/theme.js. */
export const colorSchemeManager = localStorageColorSchemeManager({
  key: "tradewind-color-scheme",
});
