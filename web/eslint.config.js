import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const node = {
  process: "readonly",
  console: "readonly",
  URL: "readonly",
  URLSearchParams: "readonly",
};

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", "target/", "src/api/schema.d.ts"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ["src/**/*.{ts,tsx}"],
    plugins: { "react-hooks": hooks },
    rules: { ...hooks.configs.recommended.rules, "no-console": "error" },
  },
  {
    // Lower layers know nothing of features, and the report ships without the application.
    files: ["src/{api,expressions,format,charts,parts,series,simulation,ui}/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: ["**/features/**", "**/shell/**", "**/report/**"] },
      ],
    },
  },
  {
    files: ["src/{charts,format,parts,report}/**/*.{ts,tsx}"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            "**/features/**",
            "**/shell/**",
            "**/ui/**",
            "**/expressions/**",
            "**/api/**",
            "**/series/**",
            "@mantine/*",
          ],
        },
      ],
    },
  },
  {
    files: ["scripts/**/*.mjs", "e2e/**/*.mjs", "*.js"],
    languageOptions: {
      globals: {
        ...node,
        document: "readonly",
        fetch: "readonly",
        window: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
      },
    },
  },
  {
    files: ["public/**/*.js"],
    languageOptions: {
      globals: { document: "readonly", window: "readonly", localStorage: "readonly" },
    },
  },
);
