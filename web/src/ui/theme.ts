import {
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

export const theme = createTheme({
  primaryColor: "tide",
  primaryShade: { light: 7, dark: 6 },
  colors: { tide, dark },
  defaultRadius: "md",
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace',
  headings: { fontWeight: "650", sizes: { h1: { fontSize: "26px", lineHeight: "1.25" } } },
  cursorType: "pointer",
  focusRing: "auto",
});

/** Mantine takes the page's own colours, so that charts, tables and the report look alike. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    "--mantine-color-body": "var(--tw-page)",
    "--mantine-color-text": "var(--tw-text)",
    "--mantine-color-dimmed": "var(--tw-muted)",
    "--mantine-color-default-border": "var(--tw-line)",
    "--mantine-color-anchor": "var(--tw-accent)",
    "--mantine-color-default": "var(--tw-surface)",
    "--mantine-color-placeholder": "var(--tw-muted)",
  };
  return { variables: {}, light: shared, dark: shared };
};

/** The key is also read by public/theme.js. */
export const colorSchemeManager = localStorageColorSchemeManager({
  key: "tradewind-color-scheme",
});
