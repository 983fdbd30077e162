/** Builds elements without markup: the page's policy admits no HTML from text. */

const SVG = "http://www.w3.org/2000/svg";
// Set as properties, because the attribute is only the initial value.
const PROPERTIES = new Set(["value", "checked", "disabled", "indeterminate", "hidden", "textContent"]);

/** Make an element: h("button", { class: "quiet", onclick: go }, "Go"). Null children are left out. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** Make an SVG element. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (PROPERTIES.has(name)) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Text that only screen readers read. */
export const unseen = (text) => h("span", { class: "unseen" }, text);
