/** What this browser remembers. Nothing of it is sent anywhere but as part of a question. */

const PREFIX = "reko.";
// Where the browser forbids storage, values last as long as the page.
const unstored = new Map();

/** Return a stored value, or the fallback. */
export function recall(name, fallback = null) {
  if (unstored.has(name)) return unstored.get(name) ?? fallback;
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? fallback : JSON.parse(text);
  } catch {
    return fallback;
  }
}

/** Store a value; null deletes it. Listeners hear of it as the event `stored`. */
export function remember(name, value) {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify(value));
    unstored.delete(name);
  } catch {
    unstored.set(name, value);
  }
  dispatchEvent(new CustomEvent("stored", { detail: name }));
}

/** Call a function when a value changes, also in another tab, until the signal is aborted. */
export function onStored(name, listener, signal) {
  addEventListener("stored", (event) => event.detail === name && listener(), { signal });
  addEventListener("storage", (event) => event.key === PREFIX + name && listener(), { signal });
}
