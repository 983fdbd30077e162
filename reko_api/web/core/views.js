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
  season: { element: "reko-season", load: () => import("../views/season.js"), tab: "tab-season" },
  similar: { element: "reko-similar", load: () => import("../views/similar.js"), tab: "tab-similar" },
  group: { element: "reko-group", load: () => import("../views/group.js"), tab: "tab-group" },
  taste: { element: "reko-taste", load: () => import("../views/taste.js"), tab: "tab-taste" },
  rate: { element: "reko-rate", load: () => import("../views/rate.js") },
};
