import { createRoot } from "react-dom/client";
import type { ReportData } from "./types";

const slot = document.getElementById("tradewind-data");
const root = document.getElementById("root");
if (slot && root) {
  const data = JSON.parse(slot.textContent ?? "null") as ReportData;
  document.title = data.name;
  createRoot(root).render(<h1>{data.name}</h1>);
}
