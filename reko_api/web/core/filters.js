/** The filters of a question: in the address as short words, in the API by its fields. */

/** Types of titles that can be filtered by. */
export const TYPES = ["tv", "movie", "ona", "ova", "special"];
/** Age ratings that can be filtered by. */
export const AGES = ["g", "pg", "pg_13", "r", "r+"];
/** Lengths: at most so many episodes. */
export const LENGTHS = [1, 13, 26, 52];
/** The first year that the fields offer. */
export const FIRST_YEAR = 1960;

// Parameter of the address -> field of the API, and how to read its value.
const FIELDS = {
  genres: ["genres", words],
  without: ["exclude_genres", words],
  types: ["types", words],
  ages: ["age_ratings", words],
  from: ["year_from", Number],
  to: ["year_to", Number],
  episodes: ["max_episodes", Number],
  popularity: ["popularity", Number],
  accuracy: ["accuracy", Number],
  sequels: ["continue_franchises", Boolean],
  adult: ["include_adult", Boolean],
};

function words(text) {
  return text.split(",").filter(Boolean);
}

/** Return the filters of an address: name -> value, those that are set. */
export function filtersOf(params) {
  const set = Object.keys(FIELDS).filter((name) => params.get(name));
  const found = Object.fromEntries(set.map((name) => [name, FIELDS[name][1](params.get(name))]));
  if (params.get("planned")) found.planned = params.get("planned");
  return found;
}

/** Return the fields of the API for these filters; without those that a route has not. */
export function filterFields(filters, without = []) {
  const fields = {};
  for (const [name, value] of Object.entries(filters)) {
    if (name in FIELDS) fields[FIELDS[name][0]] = value;
  }
  if (filters.planned) fields[filters.planned === "only" ? "only_planned" : "include_planned"] = true;
  for (const name of without) delete fields[name];
  return fields;
}

/** Whether a title passes, as far as the page can tell: what is shown already is filtered at once. */
export function passes(info, filters) {
  const year = Number(info.airing_date?.slice(0, 4)) || null;
  const has = (genre) => info.genres.includes(genre);
  return (
    (filters.genres ?? []).every(has) &&
    !(filters.without ?? []).some(has) &&
    (!filters.types || filters.types.includes(info.media_type?.replace("tv_special", "special"))) &&
    (!filters.ages || filters.ages.includes(info.rating)) &&
    (!filters.from || (year !== null && year >= filters.from)) &&
    (!filters.to || (year !== null && year <= filters.to)) &&
    (!filters.episodes || (info.num_episodes !== null && info.num_episodes <= filters.episodes))
  );
}
