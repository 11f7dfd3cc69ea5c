export const ASSET_CLASSES = [
  { value: "CRYPTO", label: "crypto-currency" },
  { value: "EQUITY", label: "share or fund" },
  { value: "FX", label: "foreign exchange" },
  { value: "INDEX", label: "index" },
  { value: "OTHER", label: "other" },
];

export const CALENDARS = [
  { value: "24x7", label: "round the clock (365 days a year)" },
  { value: "exchange", label: "exchange sessions (252 days a year)" },
];
