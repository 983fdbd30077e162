/** Whose list a question is about: a name on a site, as `anilist:name`, or plainly `name` on MAL. */

import { recall, remember } from "./storage.js";

/** The sites, in the order in which they are offered. */
export const SITES = {
  mal: { label: "MyAnimeList", profile: "https://myanimelist.net/profile/", hosts: ["myanimelist.net"], parts: ["profile", "animelist"] },
  anilist: { label: "AniList", profile: "https://anilist.co/user/", hosts: ["anilist.co"], parts: ["user"] },
  kitsu: { label: "Kitsu", profile: "https://kitsu.app/users/", hosts: ["kitsu.app", "kitsu.io"], parts: ["users"] },
};
const LETTERS = { mal: /^[\w-]{2,16}$/, anilist: /^[\w-]{2,20}$/, kitsu: /^[\w-]{3,20}$/ };
const MAX_RECENT = 5;

/** Return what was typed or pasted as site and name: a name, `anilist:name`, or a profile's address. */
export function readPerson(text, site = "mal") {
  const typed = text.trim();
  const address = /^(?:https?:\/\/)?(?:www\.)?([\w.]+)\/(\w+)\/([^/?#\s]+)/i.exec(typed);
  if (address) {
    const [, host, part, name] = address;
    const found = Object.keys(SITES).find((one) => SITES[one].hosts.includes(host.toLowerCase()));
    if (found && SITES[found].parts.includes(part.toLowerCase())) return { site: found, name: decoded(name) };
  }
  const [, prefix, rest] = /^(mal|anilist|kitsu):(.*)$/i.exec(typed) ?? [];
  return prefix ? { site: prefix.toLowerCase(), name: rest.trim() } : { site, name: typed };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not of a browser
  }
}

/** Whether a site can have this name. */
export const isName = ({ site, name }) => LETTERS[site].test(name);

/** Return one string for a person, as the API and the address have it. */
export const qualified = ({ site, name }) => (site === "mal" ? name : `${site}:${name}`);

/** Return the address of a person's profile. */
export const profileOf = ({ site, name }) => SITES[site].profile + encodeURIComponent(name);

/** Return the people asked about lately, the last one first. */
export const recentPeople = () => recall("people", []);

/** Keep a person in this browser, whose answer has come. */
export function rememberPerson(user) {
  const others = recentPeople().filter((one) => one.toLowerCase() !== user.toLowerCase());
  remember("people", [user, ...others].slice(0, MAX_RECENT));
}

/** Forget a person. */
export const forgetPerson = (user) => remember("people", recentPeople().filter((one) => one !== user));
