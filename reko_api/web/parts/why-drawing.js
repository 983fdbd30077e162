/** Why a title is recommended, as drawings: of the answer to `POST /recommendations/why`. */

import { h, svg } from "../core/dom.js";
import { listed, number, t } from "../core/i18n.js";
import { nameOf } from "../core/titles.js";

const ROW = 34;
const BAR = 14;
const SCALE_HEIGHT = 74;
const HISTOGRAM_HEIGHT = 120;
const MIN_WIDTH = 240;
const LETTER_PX = 6.6;

/** Return the parts: the score with its range, the titles behind it, what similar users gave it. */
export function whyDrawing(answer) {
  const { expected, influences, similar, metadata } = answer;
  const raising = influences.filter((one) => one.effect > 0);
  const lowering = influences.filter((one) => one.effect < 0);
  return [
    part(t("why-score"), t("why-range", { score: number(expected.score, 1), low: number(expected.low, 1), high: number(expected.high, 1) }), (width) => scoreScale(answer, width), basisOf(metadata.basis)),
    influences.length
      ? part(t("why-influences"), [sentence("why-raising", raising), sentence("why-lowering", lowering)].filter(Boolean).join(" "), (width) => influenceBars(influences, width))
      : null,
    similar.scored
      ? part(t("why-similar", { n: similar.scored }), spoken(similar.histogram), (width) => histogram(similar.histogram, width), t("why-recommended", { n: similar.recommended, seen: similar.seen }))
      : null,
  ].filter(Boolean);
}

const basisOf = (basis) => (basis === "similar_users_and_factors" ? null : t(`basis-${basis}`));
const sentence = (key, influences) => influences.length && t(key, { titles: listed(influences.map((one) => `${nameOf(one)} (${one.score})`)) });

/** What a histogram shows, in words. */
const spoken = (counts) => listed(counts.map((n, index) => n && t("score-count", { n, score: index + 1 })).filter(Boolean));

/** Make a part: a heading, a drawing as wide as there is room, and a sentence. */
function part(heading, words, draw, note = null) {
  const host = h("div", { class: "drawing" });
  let drawnWidth = 0;
  new ResizeObserver(([{ contentRect }]) => {
    const width = Math.max(MIN_WIDTH, Math.floor(contentRect.width));
    if (width === drawnWidth) return;
    drawnWidth = width;
    const drawing = draw(width);
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", words);
    host.replaceChildren(drawing);
  }).observe(host);
  return h("section", { class: "why-part" }, h("h3", {}, heading), host, note && h("p", { class: "soft" }, note));
}

const canvas = (width, height, ...shapes) => svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, class: "chart" }, shapes);
const label = (x, y, text, style = "", anchor = "middle") => svg("text", { x, y, class: style, "text-anchor": anchor }, text);

/** The scale from 1 to 10 with the expected score, and the range in which it lies with 90 %. */
function scoreScale({ expected, info }, width) {
  const margin = 14;
  const x = (score) => margin + ((score - 1) / 9) * (width - 2 * margin);
  const y = 42;
  // The two labels give way to each other.
  const apart = info.mean ? x(expected.score) - x(info.mean) : width;
  const away = Math.abs(apart) < 34 ? (apart < 0 ? -3 : 3) : 0;
  const ticks = Array.from({ length: 10 }, (_, index) => [svg("line", { class: "tick", x1: x(index + 1), x2: x(index + 1), y1: y - 4, y2: y + 4 }), label(x(index + 1), y + 24, String(index + 1), "soft")]);
  return canvas(
    width,
    SCALE_HEIGHT,
    svg("line", { class: "axis", x1: x(1), x2: x(10), y1: y, y2: y }),
    ticks,
    svg("rect", { class: "range", x: x(expected.low), y: y - 7, width: Math.max(2, x(expected.high) - x(expected.low)), height: 14, rx: 7 }),
    info.mean ? svg("path", { class: "mean", d: `M${x(info.mean)} ${y - 10}l5 -8h-10z` }) : null,
    info.mean ? label(x(info.mean) - away, y - 22, "MAL", "tiny soft", away ? (away > 0 ? "end" : "start") : "middle") : null,
    svg("circle", { class: "dot", cx: x(expected.score), cy: y, r: 8 }),
    label(x(expected.score) + 3 * away, y - 15, number(expected.score, 1), "strong halo"),
  );
}

/** The user's own titles, each with a bar to the right where it raises the score, to the left where it lowers it. */
function influenceBars(influences, width) {
  const names = Math.min(260, Math.max(110, width * 0.44));
  const left = names + 12;
  const most = Math.max(...influences.map((one) => Math.abs(one.effect)));
  const anyLower = influences.some((one) => one.effect < 0);
  const figure = 44;
  const middle = anyLower ? left + (width - left) / 2 : left;
  const reach = (anyLower ? (width - left) / 2 : width - left) - figure;
  const rows = influences.map((one, index) => {
    const y = index * ROW + ROW / 2;
    const length = Math.max(3, (Math.abs(one.effect) / most) * reach);
    const isUp = one.effect > 0;
    const text = `${isUp ? "+" : "−"}${number(Math.abs(one.effect), 2)}`;
    return [
      svg("rect", { class: "score-box", x: 0, y: y - 11, width: 24, height: 22, rx: 6 }),
      label(12, y + 4.5, String(one.score), "small strong"),
      label(33, y + 4.5, shorten(nameOf(one), names - 33), "small", "start"),
      svg("rect", { class: isUp ? "up" : "down", x: isUp ? middle : middle - length, y: y - BAR / 2, width: length, height: BAR, rx: 4 }),
      label(isUp ? middle + length + 6 : middle - length - 6, y + 4, text, "small soft", isUp ? "start" : "end"),
    ];
  });
  const height = influences.length * ROW;
  return canvas(width, height, svg("line", { class: "axis", x1: middle, x2: middle, y1: 2, y2: height - 2 }), rows);
}

const shorten = (text, width) => (text.length * LETTER_PX <= width ? text : `${text.slice(0, Math.max(3, Math.floor(width / LETTER_PX) - 1)).trimEnd()}…`);

/** How many similar users gave it 1 to 10. */
function histogram(counts, width) {
  const gap = Math.min(10, width / 60);
  const step = Math.min(64, width / counts.length);
  const most = Math.max(...counts);
  const base = HISTOGRAM_HEIGHT - 22;
  const bars = counts.map((n, index) => {
    const height = n ? Math.max(4, (n / most) * (base - 22)) : 2;
    const x = index * step + gap / 2;
    return [
      svg("rect", { class: n ? "bar" : "bar none", x, y: base - height, width: step - gap, height, rx: 3 }),
      n ? label(x + (step - gap) / 2, base - height - 6, number(n), "small") : null,
      label(x + (step - gap) / 2, HISTOGRAM_HEIGHT - 5, String(index + 1), "small soft"),
    ];
  });
  return canvas(width, HISTOGRAM_HEIGHT, bars);
}
