import { StrictMode, useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { Report, titleOf } from "./Report";
import "./report.css";
import type { ReportData } from "./types";

type Scheme = "light" | "dark";

const systemIsDark = window.matchMedia("(prefers-color-scheme: dark)");

function Page({ data }: { data: ReportData }) {
  const [chosen, setChosen] = useState<Scheme | null>(null);
  const [isPrinting, setPrinting] = useState(false);
  const [isSystemDark, setSystemDark] = useState(systemIsDark.matches);
  const wanted = chosen ?? (isSystemDark ? "dark" : "light");
  const scheme: Scheme = isPrinting ? "light" : wanted;

  useEffect(() => {
    const onSystem = () => setSystemDark(systemIsDark.matches);
    const onPrint = () => flushSync(() => setPrinting(true));
    const onPrinted = () => setPrinting(false);
    systemIsDark.addEventListener("change", onSystem);
    window.addEventListener("beforeprint", onPrint);
    window.addEventListener("afterprint", onPrinted);
    return () => {
      systemIsDark.removeEventListener("change", onSystem);
      window.removeEventListener("beforeprint", onPrint);
      window.removeEventListener("afterprint", onPrinted);
    };
  }, []);

  document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
  return (
    <Report
      data={data}
      scheme={scheme}
      onToggle={() => setChosen(wanted === "dark" ? "light" : "dark")}
    />
  );
}

/** The run's data, or `null` where the template was opened without any. */
function readData(): ReportData | null {
  const text = document.getElementById("tradewind-data")?.textContent ?? "";
  try {
    return JSON.parse(text) as ReportData;
  } catch {
    return null;
  }
}

const root = document.getElementById("root");
const data = readData();
if (root && data) {
  document.title = `${titleOf(data)} · Tradewind report`;
  createRoot(root).render(
    <StrictMode>
      <Page data={data} />
    </StrictMode>,
  );
} else if (root) {
  root.textContent = "This report carries no readable data. Please make it again.";
}
