/**
 * Reads the export of a list: MAL's XML, plain or gzipped, as AniList and Kitsu write it, too.
 *
 * It is read here and not sent: an answer needs only the ids, scores and statuses.
 */

const MAX_BYTES = 64 * 1024 * 1024;
const STATUSES = {
  watching: "watching", 1: "watching",
  completed: "completed", 2: "completed",
  onhold: "on_hold", 3: "on_hold",
  dropped: "dropped", 4: "dropped",
  plantowatch: "plan_to_watch", 6: "plan_to_watch",
};

/** A file that is no list; `kind` ends the key of the words about it. */
export class ListFileError extends Error {
  constructor(kind) {
    super(kind);
    this.kind = kind;
  }
}

/** Return the entries of a file, as `own-list.js` keeps them. Throws ListFileError. */
export async function readListFile(file) {
  const text = await unpacked(file);
  if (!/<myanimelist[\s>]/i.test(text)) throw new ListFileError("unknown");
  if (/<manga[\s>]/i.test(text)) throw new ListFileError("manga");
  const entries = [...text.matchAll(/<anime>([\s\S]*?)<\/anime>/gi)].map(([, block]) => entryOf(block)).filter(Boolean);
  if (!entries.length) throw new ListFileError("empty");
  return entries;
}

async function unpacked(file) {
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isZipped = head[0] === 0x1f && head[1] === 0x8b;
  const stream = isZipped ? file.stream().pipeThrough(new DecompressionStream("gzip")) : file.stream();
  const decoder = new TextDecoder();
  let text = "";
  let nBytes = 0;
  try {
    for (const reader = stream.getReader(); ; ) {
      const { value, done } = await reader.read();
      if (done) return text + decoder.decode();
      nBytes += value.length;
      if (nBytes > MAX_BYTES) throw new ListFileError("large");
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    throw error instanceof ListFileError ? error : new ListFileError("unknown");
  }
}

/** Return an entry, null for a title without an id of MAL. */
function entryOf(block) {
  const id = Number(field(block, "series_animedb_id"));
  if (!Number.isInteger(id) || id < 1 || id >= 2 ** 31) return null;
  const score = Math.round(Number(field(block, "my_score"))) || 0;
  const episodes = Number(field(block, "my_watched_episodes"));
  return [id, Math.min(10, Math.max(0, score)), STATUSES[field(block, "my_status").toLowerCase().replace(/[^a-z\d]/g, "")] ?? "completed", Number.isInteger(episodes) && episodes >= 0 && episodes < 2 ** 15 ? episodes : null];
}

function field(block, name) {
  const [, text = ""] = new RegExp(`<${name}>\\s*(?:<!\\[CDATA\\[)?\\s*([^<\\]]*?)\\s*(?:\\]\\]>)?\\s*</${name}>`, "i").exec(block) ?? [];
  return text;
}
