/** What stands in place of an answer: an error or an empty result, with what to do about it. */

import { h } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { go, question } from "../core/router.js";
import { openKeyDialog } from "./key-dialog.js";
import { profileOf, readPerson, SITES } from "../core/people.js";
import { icon } from "./icons.js";

const LIST_SETTINGS = {
  mal: "https://myanimelist.net/editprofile.php?go=listpreferences",
  anilist: "https://anilist.co/settings",
  kitsu: "https://kitsu.app/settings/privacy",
};
// What trying again may help with.
const PASSING = new Set([
  "offline", "unreadable", "too-many-requests", "too-many-fetches", "too-busy", "internal-error", "no-snapshot",
  "store-failed", "timed-out", "shutting-down", "site-unavailable", "site-rate-limited",
]);
const MAX_COUNTDOWN_S = 90;

/** Make a notice. actions: [text, function or address, is it the main one]. */
export function notice({ kind = "empty", title, text, actions = [] }) {
  return h(
    "section",
    { class: `notice notice-${kind}` },
    icon(kind === "empty" ? "empty" : "warning"),
    h("h2", {}, title),
    h("p", {}, text),
    h("div", { class: "notice-actions" }, actions.map(action)),
  );
}

function action([text, act, isMain = false]) {
  const style = isMain ? "button main" : "button";
  if (typeof act === "function") return h("button", { class: style, onclick: act }, text);
  const isElsewhere = act.startsWith("https:");
  return h("a", { class: style, href: act, target: isElsewhere && "_blank", rel: isElsewhere && "noopener noreferrer" }, text, isElsewhere && icon("out"));
}

/** Make the notice of a problem; `retry` asks again. user: whose list it is about, if any. */
export function problemNotice(problem, { retry, user = null }) {
  const { site, name } = readPerson(user ?? "");
  const values = { user: name, site: SITES[site].label, id: problem.details.instance ?? "", reason: reasonOf(problem) };
  const known = t(`problem-${problem.kind}`, values) !== `problem-${problem.kind}`;
  const kind = known ? problem.kind : "other";
  const made = notice({
    kind: "problem",
    title: t(`problem-${kind}`, values),
    text: t(`problem-${kind}-do`, { ...values, reason: values.reason || problem.details.detail || "" }),
    actions: actionsFor(problem, { site, name, retry }),
  });
  made.setAttribute("role", "alert");
  if (PASSING.has(problem.kind)) countDown(made, problem.retryAfterS, retry);
  return made;
}

const reasonOf = (problem) => problem.details.errors?.map((one) => `${one.field}: ${one.reason}`).join("; ") ?? "";

function actionsFor(problem, { site, name, retry }) {
  const other = [t("other-name"), () => go("#/"), problem.kind === "user-not-found"];
  if (problem.kind === "list-private") {
    return [[t("open-list-settings", { site: SITES[site].label }), LIST_SETTINGS[site], true], [t("try-again"), retry], other];
  }
  if (problem.kind === "user-not-found") return [other, [t("open-profile", { site: SITES[site].label }), profileOf({ site, name })]];
  if (problem.kind === "key-required" || problem.kind === "unknown-key") return [[t("enter-key"), () => openKeyDialog(retry), true]];
  if (PASSING.has(problem.kind)) return [[t("try-again"), retry, true]];
  return question().view === "start" ? [] : [other];
}

/** Try again by itself when the server has said to, and show the seconds until then. */
function countDown(made, seconds, retry) {
  if (!seconds || seconds > MAX_COUNTDOWN_S) return;
  const left = h("p", { class: "countdown", "aria-hidden": "true" });
  made.append(left);
  const end = Date.now() + 1000 * seconds;
  const timer = setInterval(() => {
    if (!made.isConnected) return clearInterval(timer);
    const n = Math.ceil((end - Date.now()) / 1000);
    left.textContent = t("retry-in", { n: Math.max(n, 0) });
    if (n <= 0) {
      clearInterval(timer);
      retry();
    }
  }, 500);
}
