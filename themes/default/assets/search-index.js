// Reads the index of a site's search: the files below `search/`, which a build makes (`src/plan/search`).
// They are scripts that call `kuaixun_shard`, so this works from disk and under strict policies.
// `search.js` is the page that asks.
window.kuaixunIndex = (() => {
  const DEPTH = 6; // Characters that a tree knows.
  const FEW = 16; // Entries at which a tree ends.
  const WINDOWS = 4; // Parts of a long term that are looked up.

  const folder = new URL("../search/", document.currentScript.src).href;

  // ---- Files of the index

  const waiting = new Map();
  const files = new Map();
  window.kuaixun_shard = (name, data) => waiting.get(name)?.(data);

  function file(name, version = "") {
    if (!files.has(name)) {
      const loading = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        waiting.set(name, resolve);
        script.src = `${folder}${name}.js${version}`;
        // Also when a script came that was none of ours.
        script.onload = script.onerror = () => {
          script.remove();
          reject(new Error(script.src));
        };
        document.head.append(script);
      });
      loading.catch(() => files.get(name) === loading && files.delete(name));
      files.set(name, loading);
    }
    return files.get(name);
  }
  // The one name that never changes: whatever a cache may say, it is asked for anew.
  const index = () => file("index", `?${Date.now()}`);
  // What was published since is seen by the next query.
  const renew = () => files.delete("index");
  // A file that is not there: begin anew.
  const forget = () => files.clear();
  // The segments: where each is, its first entry, and how many it has.
  async function segments() {
    const { entries, segments } = await index();
    return segments.map(([folder, first, groups, version], at) => {
      const end = segments[at + 1]?.[1] ?? entries;
      return { folder, first, groups, version, count: end - first };
    });
  }
  // Eight digits each, one after the other.
  const print = (prints, number) => prints.slice(number * 8, number * 8 + 8);

  // ---- Text as it is compared, in the very same way as `src/content/fold.rs`

  const isWord = (c) => /[0-9a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u052f]/.test(c ?? "");
  const BLANK = /[\0- \u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
  const NOTHING =
    /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}\u{f0000}-\u{fffff}]/u;
  const simplified = new Map();

  async function learnVariants() {
    const pairs = await file(`variants-${(await index()).variants}`);
    for (let at = 0; at < pairs.length; at += 2) simplified.set(pairs[at], pairs[at + 1]);
  }

  // The folded text, and for each of its units from where to where in the text it comes.
  function fold(original) {
    const text = original.normalize("NFC");
    let folded = "";
    const from = [];
    const to = [];
    let isAfterBlank = false;
    let at = 0;
    for (const own of text) {
      const isBasic = own >= "\u4e00" && own <= "\u9fff" && own.length === 1;
      for (const c of isBasic ? own : own.normalize("NFKC").toLowerCase()) {
        if (NOTHING.test(c)) continue;
        if (BLANK.test(c)) {
          isAfterBlank = true;
          continue;
        }
        const added = simplified.get(c) ?? c;
        if (isAfterBlank && isWord(folded[folded.length - 1]) && isWord(added)) {
          folded += " ";
          from.push(at);
          to.push(at);
        }
        isAfterBlank = false;
        folded += added;
        for (let unit = 0; unit < added.length; unit++) {
          from.push(at);
          to.push(at + own.length);
        }
      }
      at += own.length;
    }
    return { folded, from, to, text };
  }


  // Where a folded text has a term from a place on, or -1. Latin words match by their beginning.
  function find(folded, term, start) {
    const { text, isExact } = term;
    for (let at = folded.indexOf(text, start); at >= 0; at = folded.indexOf(text, at + 1)) {
      const begins = !isWord(text[0]) || !isWord(folded[at - 1]);
      if (begins && !(isExact && isWord(folded[at + text.length]))) return at;
    }
    return -1;
  }

  // ---- Trees, as `src/plan/search/tree.rs` writes them

  const spread = (c) => Math.imul(c.codePointAt(0), 0x9e3779b1) >>> 0;

  function bucket(text, count) {
    let hash = 0x811c9dc5;
    for (const c of text) hash = Math.imul(hash ^ c.codePointAt(0), 0x01000193);
    return (hash ^ (hash >>> 15)) & (count - 1);
  }

  function digit(code) {
    if (code >= 97) return code - 71;
    if (code >= 65) return code === 95 ? 63 : code - 65;
    return code === 45 ? 62 : code + 4;
  }

  class Reader {
    constructor(text) {
      this.text = text;
      this.at = 0;
    }
    digit() {
      return digit(this.text.charCodeAt(this.at++));
    }
    number() {
      let value = 0;
      for (let shift = 0; ; shift += 5) {
        const six = this.digit();
        value += (six & 31) << shift;
        if (six < 32) return value;
      }
    }
    character() {
      const c = String.fromCodePoint(this.text.codePointAt(this.at));
      this.at += c.length;
      return c;
    }
    // Ascending numbers below `of`.
    list(of) {
      const head = this.number();
      const count = head >>> 1;
      if (count === of) return Array.from({ length: of }, (_, number) => number);
      const values = [];
      if (head & 1) {
        const digits = this.number();
        for (let place = 0; place < digits; place++) {
          const six = this.digit();
          for (let bit = 0; bit < 6; bit++) if ((six >> bit) & 1) values.push(place * 6 + bit);
        }
      } else {
        for (let next = 0; values.length < count; next++) values.push((next += this.number()));
      }
      return values;
    }
    // A branch of a tree: its entries as ranks in the list above, and their classes.
    branch(of) {
      const ranks = this.list(of);
      return ranks.length > FEW ? { ranks, ...this.classes(ranks.length) } : { ranks };
    }
    classes(of) {
      const flags = this.number();
      const titles = flags & 2 ? this.list(of) : [];
      const headings = flags & 1 ? this.list(of) : [];
      return { titles, headings };
    }
    // The branch that `chars` lead to, below one of `of` entries; `isSure` unless it is only known
    // that the others do not have them.
    below(of, chars, depth) {
      let found = null;
      if (depth === DEPTH) return found;
      for (let count = this.number(); count > 0; count--) {
        const c = this.character();
        const branch = this.branch(of);
        const isOnTheWay = c === chars[0];
        if (isOnTheWay && chars.length === 1) return { ...branch, isSure: true };
        const below = this.below(branch.ranks.length, isOnTheWay ? chars.slice(1) : [], depth + 1);
        if (!isOnTheWay) continue;
        return { ...below, ranks: below.ranks.map((rank) => branch.ranks[rank]) };
      }
      for (let count = this.number(), isBefore = true; count > 0; count--) {
        const last = this.character().codePointAt(0);
        const ranks = this.list(of);
        if (!isBefore || !chars.length || chars[0].codePointAt(0) > last) continue;
        isBefore = false;
        found = { ranks, isSure: false };
      }
      return found ?? { ranks: [], isSure: true };
    }
  }

  // The entries of a segment that have these characters, at most six, and in what kind of block.
  async function lookUp(chars, { folder, first, groups, version, count }) {
    const group = (spread(chars[0]) >>> 16) & (groups - 1);
    const [crowded, prints, large = "", largePrints] = await file(`${folder}/${group}/directory-${version}`);
    const isCrowded = new Set(crowded.split("\n"));
    let length = 1;
    while (length < chars.length && isCrowded.has(chars.slice(0, length).join(""))) length++;
    const start = chars.slice(0, length).join("");
    const own = large.split("\n").indexOf(start);
    const number = bucket(start, prints.length / 8);
    const name = own < 0 ? `${number}-${print(prints, number)}` : `large-${own}-${print(largePrints, own)}`;
    const trees = await file(`${folder}/${group}/${name}`);
    const at = trees.findIndex((text, at) => at % 2 === 0 && text === start);
    if (at < 0) return { entries: [], classes: new Map(), isSure: true, isRanked: true };
    const reader = new Reader(trees[at + 1]);
    const top = reader.branch(count);
    let found = { ...top, isSure: true };
    if (chars.length > length) {
      found = { ranks: top.ranks, isSure: false };
      if (top.ranks.length > FEW) {
        found = reader.below(top.ranks.length, chars.slice(length), length);
        found = { ...found, ranks: found.ranks.map((rank) => top.ranks[rank]) };
      }
    }
    const entries = found.ranks.map((entry) => first + entry);
    const classes = new Map();
    for (const rank of found.headings ?? []) classes.set(entries[rank], 1);
    for (const rank of found.titles ?? []) classes.set(entries[rank], 2);
    return { entries, classes, isSure: found.isSure, isRanked: Boolean(found.titles) };
  }

  // The entries that have a term: of a long one, all of its parts.
  async function lookUpTerm(term, segment) {
    const { chars, isExact } = term;
    const isPlace = (at) => !(isWord(chars[at - 1]) && isWord(chars[at])) && chars[at] !== " ";
    const starts = [0];
    for (let next = DEPTH; next < chars.length && starts.length < WINDOWS; next += DEPTH) {
      let at = Math.min(next, Math.max(chars.length - DEPTH, 1));
      while (at > 0 && !isPlace(at)) at--;
      if (!starts.includes(at)) starts.push(at);
    }
    const parts = await Promise.all(starts.map((at) => lookUp(chars.slice(at, at + DEPTH), segment)));
    return {
      entries: parts.map((part) => part.entries).reduce(both),
      classes: parts[0].classes,
      isRanked: parts[0].isRanked,
      isSure: parts[0].isSure && chars.length <= DEPTH && !isExact,
    };
  }

  function both(one, other) {
    const has = new Set(other);
    return one.filter((entry) => has.has(entry));
  }

  // ---- Texts

  // An entry as results show it.
  async function read(entry) {
    const { entries, texts } = await index();
    const starts = new Reader(texts[0]).list(entries);
    let block = starts.length - 1;
    while (starts[block] > entry) block--;
    const folder = `texts/${texts[1].slice(block * 12, block * 12 + 4)}`;
    const version = texts[1].slice(block * 12 + 4, block * 12 + 12);
    const [firsts, prints] = await file(`${folder}/directory-${version}`);
    const own = entry - starts[block];
    let last = firsts.length - 1;
    while (firsts[last] > own) last--;
    const names = [];
    for (let at = last; at >= 0 && firsts[at] === firsts[last]; at--) names.unshift(at);
    const name = (at) => `${folder}/${at}-${print(prints, at)}`;
    const read = await Promise.all(names.map((at) => file(name(at))));
    const record = typeof read[0] === "string" ? JSON.parse(read.join("")) : read[0][own - firsts[last]];
    const [title, url, day, about, marks, text] = record;
    const line = (line) => ({ isHeading: line[0] === "\t", ...fold(line.trimStart()) });
    const lines = text ? text.split("\n").map(line) : [];
    return { entry, title: fold(title), url, day, about, marks, lines };
  }

  return { index, segments, renew, forget, learnVariants, fold, isWord, find, lookUp, lookUpTerm, both, read };
})();
