const PATHS = {
  overview: "M4 13h6V4H4zM14 20h6v-9h-6zM14 7h6V4h-6zM4 20h6v-3H4z",
  data: "M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3zM4 6v6c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12v6c0 1.7 3.6 3 8 3s8-1.3 8-3v-6",
  chart: "M7 4v3M7 15v4M5 7h4v8H5zM17 3v5M17 14v6M15 8h4v6h-4z",
  signals: "M4 17h4l3-10 3 14 3-8h3M12 3v.01",
  scanners: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20 20M7.5 10.5h6",
  backtests: "M4 19V5M4 19h16M7 15l4-5 3 3 5-7",
  features:
    "M8 4c-3 0-3 2-3 4s0 4-2 4c2 0 2 2 2 4s0 4 3 4M16 4c3 0 3 2 3 4s0 4 2 4c-2 0-2 2-2 4s0 4-3 4M9.5 9.5l5 5M14.5 9.5l-5 5",
  strategies: "M6 4v10M6 18v2M12 4v3M12 11v9M18 4v8M18 16v4M4 14h4v4H4zM10 7h4v4h-4zM16 12h4v4h-4z",
  studies: "M4 4h5v5H4zM11 4h5v5h-5zM4 11h5v5H4zM13 13l7 7M20 15v5h-5",
  timeframes: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2",
  sessions: "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M8 14h3M8 17h6",
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  system: "M5 4h14v6H5zM5 14h14v6H5zM8 7h.01M8 17h.01",
  account: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4",
  moon: "M20 14.5A8 8 0 0 1 9.5 4 8 8 0 1 0 20 14.5z",
  upload: "M12 16V5M7 10l5-5 5 5M5 19h14",
  download: "M12 5v11M7 11l5 5 5-5M5 20h14",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  check: "M5 12.5l4.5 4.5L19 7",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  plus: "M12 5v14M5 12h14",
  key: "M8 15a4 4 0 1 1 3.5-2H20v3M16 13v2",
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing in the colour of the text beside it; says nothing by itself. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: "none" }}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The product's sign: wind. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32" fill="none">
      <rect width="32" height="32" rx="8" fill="#0b6b83" />
      <g strokeWidth="2.4" strokeLinecap="round">
        <path d="M6 13h13.5a3.75 3.75 0 1 0-3.4-5.3" stroke="#fff" />
        <path d="M6 18h18" stroke="#9fe0ec" />
        <path d="M6 22.4h10.5a2.9 2.9 0 1 1-2.6 4.2" stroke="#fff" />
      </g>
    </svg>
  );
}
