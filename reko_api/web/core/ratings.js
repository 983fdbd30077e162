/** Titles rated on this page, for people without a list: kept in this browser. */

import { keepList } from "./own-list.js";
import { recall, remember } from "./storage.js";

/** The scores that the two answers about a known title stand for. */
export const SCORES = { liked: 8, disliked: 4 };

const NOTHING = { scores: {}, notSeen: [] };
// The API takes no more.
const MAX_ANSWERS = 1000;

const answers = () => recall("ratings", NOTHING);

/** Return how many titles were rated. */
export const nRated = () => Object.keys(answers().scores).length;

/** Keep an answer: "liked", "disliked" or "not-seen"; null forgets it. */
export function rate(id, answer) {
  const { scores, notSeen } = answers();
  const { [id]: _, ...others } = scores;
  const rest = notSeen.filter((one) => one !== id);
  remember("ratings", {
    scores: answer in SCORES ? { ...others, [id]: SCORES[answer] } : others,
    notSeen: (answer === "not-seen" ? [...rest, id] : rest).slice(-MAX_ANSWERS / 2),
  });
}

/** Forget all answers. */
export const forgetRatings = () => remember("ratings", null);

/** Return the fields of the question for titles to rate; shown: ids that are on the page already. */
export function ratingFields(shown) {
  const { scores, notSeen } = answers();
  const entries = Object.entries(scores).map(([id, score]) => ({ anime_id: Number(id), score }));
  return { entries: entries.slice(-MAX_ANSWERS), not_seen_ids: [...notSeen, ...shown] };
}

/** Make the ratings the list that this browser keeps. */
export function keepRatings(name) {
  keepList(name, Object.entries(answers().scores).map(([id, score]) => [Number(id), score, "completed", null]));
}
