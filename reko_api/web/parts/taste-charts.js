/** Charts of a taste: bars beside those of the community, and how often each score was given. */

import { h, svg } from "../core/dom.js";
import { percent, t } from "../core/i18n.js";

const WIDTH = 320;
const ROW = 26;
const COLUMN = WIDTH / 10;
const HEIGHT = 110;

/** Draw rows of { name, value, other, about }: a bar for the list, and a mark for the community. */
export function barChart(rows) {
  const largest = Math.max(...rows.map(({ value, other }) => Math.max(value, other)), 1);
  const width = (value) => (100 * value) / largest;
  return h(
    "ul",
    { class: "bars" },
    rows.map(({ name, value, other, about }) =>
      h(
        "li",
        { title: about },
        h("span", { "aria-hidden": "true" }, name),
        svg(
          "svg",
          { viewBox: `0 0 100 ${ROW}`, preserveAspectRatio: "none", role: "img", "aria-label": about },
          svg("rect", { class: "track", x: 0, y: 8, width: 100, height: 10 }),
          svg("rect", { class: "bar", x: 0, y: 8, width: width(value), height: 10 }),
          svg("rect", { class: "other", x: Math.min(width(other), 99), y: 3, width: 1, height: 20 }),
        ),
        h("b", { "aria-hidden": "true" }, percent(value)),
      ),
    ),
  );
}

/** Draw how many titles got 1 to 10. */
export function scoreChart(counts) {
  const most = Math.max(...counts, 1);
  const column = (n, index) => {
    const height = Math.max((HEIGHT * n) / most, n ? 2 : 0.5);
    const x = index * COLUMN;
    return [
      svg("rect", { class: n ? "bar" : "bar none", x: x + 3, y: HEIGHT + 16 - height, width: COLUMN - 6, height, rx: 3 }),
      n ? svg("text", { class: "tiny soft", x: x + COLUMN / 2, y: HEIGHT + 11 - height, "text-anchor": "middle" }, String(n)) : null,
      svg("text", { class: "small", x: x + COLUMN / 2, y: HEIGHT + 34, "text-anchor": "middle" }, String(index + 1)),
    ];
  };
  const about = counts.map((n, index) => n && t("taste-score-count", { n, score: String(index + 1) })).filter(Boolean);
  return svg("svg", { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT + 40}`, role: "img", "aria-label": about.join("; ") }, counts.map(column));
}
