/** The wall: cards in order, which the arrow keys walk through. */

import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { cardSkeleton, titleCard } from "./title-card.js";

const SAME_ROW_PX = 20;

/** Make a wall of titles (see `title-card.js`), with places for those to come. */
export function makeWall(titles, nComing = 0, { hasFirst = true } = {}) {
  const cards = titles.map((title, index) => {
    const isFirst = hasFirst && index === 0;
    return h("li", { class: isFirst ? "wall-item wall-first" : "wall-item" }, titleCard(title, { isFirst }));
  });
  const coming = Array.from({ length: nComing }, (_, index) => {
    const isFirst = hasFirst && index + titles.length === 0;
    const place = cardSkeleton(isFirst);
    place.classList.toggle("wall-first", isFirst);
    return place;
  });
  return h("ol", { class: "wall", "aria-label": t("titles"), "aria-busy": String(nComing > 0), onkeydown: walk }, cards, coming);
}

/** Move the focus to the card left, right, above or below. */
function walk(event) {
  const links = [...event.currentTarget.querySelectorAll(".card-link[href]")];
  const at = links.indexOf(event.target);
  if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const boxes = links.map((link) => link.closest(".card").getBoundingClientRect());
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const next = step ? links[at + step] : links[inRow(boxes, at, event.key)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function inRow(boxes, at, key) {
  const direction = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (!direction) return -1;
  const here = boxes[at];
  const rows = boxes.map((box, index) => ({ index, rise: direction * (box.top - here.top), shift: Math.abs(box.left - here.left) }));
  const beyond = rows.filter(({ rise }) => rise > SAME_ROW_PX);
  if (!beyond.length) return -1;
  const nearest = Math.min(...beyond.map(({ rise }) => rise));
  const row = beyond.filter(({ rise }) => rise - nearest < SAME_ROW_PX);
  return row.reduce((best, one) => (one.shift < best.shift ? one : best)).index;
}
