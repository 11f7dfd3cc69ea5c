// Puts the declared data set beside the built pages, so that the jar carries it unchanged.
import { copyFileSync, mkdirSync } from "node:fs";

const source = new URL("../node_modules/vega-datasets/data/sp500-2000.csv", import.meta.url);
const target = new URL("../dist/demo/sp500-2000.csv", import.meta.url);
mkdirSync(new URL(".", target), { recursive: true });
copyFileSync(source, target);
