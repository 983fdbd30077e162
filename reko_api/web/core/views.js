/**
 * The views: name in the address -> custom element, and how to load it.
 *
 * A view gets the parameters of the address as its property `params`, again each time they change.
 * Those with a `tab` stand in the navigation once it is known whose list it is about.
 */
export const VIEWS = {
  start: { element: "reko-start", load: () => import("../views/start.js") },
  recommendations: {
    element: "reko-recommendations",
    load: () => import("../views/recommendations.js"),
    tab: "tab-recommendations",
  },
};
