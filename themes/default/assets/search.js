// Looks things up in the files below `search/`, which a build makes (see `src/plan/search` there).
// They are scripts that call `kuaixun_shard`, so this works from disk and under strict policies.
//
// Every result was looked at in its text before it is shown.
(() => {
  const DEPTH = 6; // Characters that a tree knows.
  const FEW = 16; // Entries at which a tree ends.
  const SHOWN = 10; // Results that are shown at once.
  const WINDOWS = 4; // Parts of a long term that are looked up.
  const TERMS = 8; // Terms that are looked up; more are looked for in the texts.
  const LOOKED_AT = 60; // Candidates whose texts are looked at before they are counted.
  const PAUSE = 150; // Milliseconds without a key.

  const place = document.querySelector("[data-search]");
  const form = document.querySelector("[data-search-form]");
  const input = form.elements.q;
  const status = place.querySelector("[role=status]");
  const list = place.querySelector("ol");
  const words = place.dataset;

  // ---- Files of the index

  const waiting = new Map();
  const files = new Map();
  window.kuaixun_shard = (name, data) => waiting.get(name)?.(data);

  function file(name, version = "") {
    if (!files.has(name)) {
      const loading = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        waiting.set(name, resolve);
        script.src = `${words.root}search/${name}.js${version}`;
        // Also when a script came that was none of ours.
        script.onload = script.onerror = () => {
          script.remove();
          reject(new Error(script.src));
        };
        document.head.append(script);
      });
      loading.catch(() => files.delete(name));
      files.set(name, loading);
    }
    return files.get(name);
  }
  // The one name that never changes: asked for anew with every query, whatever a cache may say.
  const index = () => file("index", `?${Date.now()}`);
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

  // ---- The query

  // "Quotes" around a word keep blanks and end it, in it they are characters; a minus leaves out.
  function parse(query) {
    const terms = [];
    const pattern = /([-－−]?)(?:(?:"([^"]*)"?|“([^“”]*)”?|＂([^＂]*)＂?)(?=\s|$)|(\S+))/g;
    for (const [whole, minus, ...quotes] of query.matchAll(pattern)) {
      const plain = quotes.pop();
      const quoted = quotes.find((text) => text !== undefined);
      if (/^[-－−]+$/.test(whole)) continue;
      const text = fold(quoted ?? plain).folded;
      const isExact = quoted !== undefined && isWord(text[text.length - 1]);
      if (text) terms.push({ text, chars: [...text], isExact, isExcluded: minus !== "" });
    }
    return terms;
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

  // The entries that have these characters, at most six, and in what kind of block.
  async function lookUp(chars) {
    const { entries, groups } = await index();
    const group = (spread(chars[0]) >>> 16) & (groups.length / 8 - 1);
    const [crowded, prints] = await file(`${group}/directory-${print(groups, group)}`);
    const isCrowded = new Set(crowded.split("\n"));
    let length = 1;
    while (length < chars.length && isCrowded.has(chars.slice(0, length).join(""))) length++;
    const start = chars.slice(0, length).join("");
    const number = bucket(start, prints.length / 8);
    const trees = await file(`${group}/${number}-${print(prints, number)}`);
    const at = trees.findIndex((text, at) => at % 2 === 0 && text === start);
    if (at < 0) return { entries: [], classes: new Map(), isSure: true, isRanked: true };
    const reader = new Reader(trees[at + 1]);
    const top = reader.branch(entries);
    let found = { ...top, isSure: true };
    if (chars.length > length) {
      found = { ranks: top.ranks, isSure: false };
      if (top.ranks.length > FEW) {
        found = reader.below(top.ranks.length, chars.slice(length), length);
        found = { ...found, ranks: found.ranks.map((rank) => top.ranks[rank]) };
      }
    }
    const classes = new Map();
    for (const rank of found.headings ?? []) classes.set(found.ranks[rank], 1);
    for (const rank of found.titles ?? []) classes.set(found.ranks[rank], 2);
    return { entries: found.ranks, classes, isSure: found.isSure, isRanked: Boolean(found.titles) };
  }

  // The entries that have a term: of a long one, all of its parts.
  async function lookUpTerm(term) {
    const { chars, isExact } = term;
    const isPlace = (at) => !(isWord(chars[at - 1]) && isWord(chars[at])) && chars[at] !== " ";
    const starts = [0];
    for (let next = DEPTH; next < chars.length && starts.length < WINDOWS; next += DEPTH) {
      let at = Math.min(next, Math.max(chars.length - DEPTH, 1));
      while (at > 0 && !isPlace(at)) at--;
      if (!starts.includes(at)) starts.push(at);
    }
    const parts = await Promise.all(starts.map((at) => lookUp(chars.slice(at, at + DEPTH))));
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
    const { texts } = await index();
    const number = entry >> 7;
    const [firsts, prints] = await file(`texts/${number}/directory-${print(texts, number)}`);
    const own = entry & 127;
    let last = firsts.length - 1;
    while (firsts[last] > own) last--;
    const names = [];
    for (let at = last; at >= 0 && firsts[at] === firsts[last]; at--) names.unshift(at);
    const name = (at) => `texts/${number}/${at}-${print(prints, at)}`;
    const read = await Promise.all(names.map((at) => file(name(at))));
    const record = typeof read[0] === "string" ? JSON.parse(read.join("")) : read[0][own - firsts[last]];
    const [title, url, day, about, marks, text] = record;
    const line = (line) => ({ isHeading: line[0] === "\t", ...fold(line.trimStart()) });
    const lines = text ? text.split("\n").map(line) : [];
    return { entry, title: fold(title), url, day, about, marks, lines };
  }

  // What a text is worth for these terms: 2 for each in the title, 1 in a heading; `null` when it is no
  // match.
  function weigh(record, { terms, marks }) {
    let rank = 0;
    for (const mark of marks) if (!record.marks.includes(mark)) return null;
    for (const term of terms) {
      const has = (block) => find(block.folded, term, 0) >= 0;
      const isInTitle = has(record.title);
      const lines = isInTitle ? [] : record.lines.filter(has);
      if ((isInTitle || lines.length > 0) === term.isExcluded) return null;
      if (term.isExcluded) continue;
      rank += isInTitle ? 2 : Number(lines.some((line) => line.isHeading));
    }
    return rank;
  }

  // ---- Searching

  // Which entries a query finds, the first to show first. `isSure` unless some may have to go.
  async function search(wanted) {
    await learnVariants();
    wanted.terms = parse(wanted.query);
    const { entries, years } = await index();
    const included = wanted.terms.filter((term) => !term.isExcluded);
    const excluded = wanted.terms.filter((term) => term.isExcluded);
    const [found, left] = await Promise.all(
      [included, excluded].map((terms) => Promise.all(terms.slice(0, TERMS).map(lookUpTerm))),
    );
    found.push(...(await Promise.all(wanted.marks.map((mark) => lookUp([...mark])))));
    let isSure = found.every((one) => one.isSure) && included.length <= TERMS;
    const all = () => Array.from({ length: entries }, (_, entry) => entry);
    let hits = found.length > 0 ? found.map((one) => one.entries).reduce(both) : all();
    for (const one of left) {
      const out = new Set(one.entries);
      // Of what may have a term, only the text says whether it has.
      if (one.isSure) hits = hits.filter((entry) => !out.has(entry));
      else isSure = false;
    }
    if (excluded.length > TERMS) isSure = false;
    if (wanted.year) {
      const at = years.findIndex(([year]) => String(year) === wanted.year);
      const [first, end] = [years[at]?.[1] ?? entries, years[at + 1]?.[1] ?? entries];
      hits = hits.filter((entry) => entry >= first && entry < end);
    }
    const ranks = new Map();
    // Of few entries the index does not say where they have a term.
    const isRanked = found.every((one) => one.isRanked);
    if ((isSure && isRanked) || hits.length > LOOKED_AT) {
      for (const { classes } of found) {
        for (const [entry, rank] of classes) ranks.set(entry, (ranks.get(entry) ?? 0) + rank);
      }
    } else {
      for (const record of await Promise.all(hits.map(read))) {
        const rank = weigh(record, wanted);
        if (rank !== null) ranks.set(record.entry, rank);
      }
      hits = hits.filter((entry) => ranks.has(entry));
      isSure = true;
    }
    // What is newer has a higher number.
    const rank = (entry) => (wanted.sort === "date" ? 0 : (ranks.get(entry) ?? 0));
    hits.sort((one, other) => rank(other) - rank(one) || other - one);
    return { hits, isSure };
  }

  // ---- Results

  let run = 0;

  function say(state, text, total = 0) {
    status.textContent = text;
    words.total = String(total);
    words.search = state;
  }

  // The text with what was found marked, cut out between two places.
  function marked(parent, block, terms, start = 0, end = block.text.length) {
    const ranges = [];
    for (const term of terms.filter((term) => !term.isExcluded)) {
      let at = find(block.folded, term, 0);
      for (; at >= 0; at = find(block.folded, term, at + term.text.length)) {
        ranges.push([block.from[at], block.to[at + term.text.length - 1]]);
      }
    }
    ranges.sort(([one], [other]) => one - other);
    let done = start;
    for (const [from, to] of ranges) {
      if (to <= done || from >= end) continue;
      const mark = document.createElement("mark");
      mark.textContent = block.text.slice(Math.max(from, done), Math.min(to, end));
      parent.append(block.text.slice(done, Math.max(from, done)), mark);
      done = Math.min(to, end);
    }
    parent.append(block.text.slice(done, end));
  }

  // The sentence with the first match, in the line with the most terms.
  function excerpt(record, terms) {
    const line = (line) => terms.filter((term) => !term.isExcluded && find(line.folded, term, 0) >= 0);
    let best = record.lines[0];
    let most = 0;
    for (const one of record.lines) {
      // A heading or a table's cell says less than a sentence.
      const count = line(one).length * 2 - Number(one.isHeading || one.text.length < 10);
      if (count > most) [best, most] = [one, count];
    }
    const paragraph = document.createElement("p");
    paragraph.className = "excerpt";
    if (!best) return paragraph;
    const firsts = line(best).map((term) => best.from[find(best.folded, term, 0)]);
    const at = Math.min(...firsts, best.text.length);
    const [first, last] = most ? [at, Math.max(...firsts)] : [0, 0];
    const before = best.text.slice(0, first);
    const sentence = Math.max(...[..."。！？；!?;"].map((sign) => before.lastIndexOf(sign))) + 1;
    // No character of two halves is cut in two.
    const whole = (at) => (/[\udc00-\udfff]/.test(best.text[at] ?? "") ? at - 1 : at);
    const start = whole(Math.max(sentence, first - 40));
    const stop = best.text.slice(last).search(/[。！？；!?;]/);
    const finish = stop < 0 ? best.text.length : last + stop + 1;
    const end = whole(Math.min(finish, Math.max(start + 120, first + 80)));
    if (start > sentence) paragraph.append("…");
    marked(paragraph, best, terms, start, end);
    if (end < finish) paragraph.append("…");
    return paragraph;
  }

  function result(record, terms) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.dataset.hit = "";
    link.href = words.root + record.url;
    marked(link, record.title, terms);
    const by = document.createElement("span");
    by.className = "by";
    by.textContent = record.about;
    const day = document.createElement("time");
    day.textContent = record.day;
    item.append(link, " ", by, " ", day, excerpt(record, terms));
    return item;
  }

  // Shows the next results, each looked at before.
  async function more(mine, wanted, found, shown) {
    const next = document.createElement("button");
    const items = [];
    const end = Math.min(found.hits.length, shown + LOOKED_AT);
    while (items.length < SHOWN && shown < end) {
      const entries = found.hits.slice(shown, Math.min(end, shown + SHOWN - items.length));
      shown += entries.length;
      for (const record of await Promise.all(entries.map(read))) {
        if (weigh(record, wanted) === null) found.gone++;
        else items.push(result(record, wanted.terms));
      }
    }
    if (mine !== run) return;
    const total = found.hits.length - found.gone;
    list.append(...items);
    place.querySelector("[data-next]")?.remove();
    if (shown < found.hits.length) {
      next.type = "button";
      next.dataset.next = "";
      next.textContent = words.more;
      next.onclick = () => {
        next.disabled = true;
        words.search = "busy";
        const first = list.children.length;
        attempt(mine, async () => {
          await more(mine, wanted, found, shown);
          list.children[first]?.querySelector("a").focus();
        });
      };
      place.append(next);
    }
    const isSure = found.isSure || shown >= found.hits.length;
    const text = total === 0 ? words.none : isSure ? words.count : words.most;
    say("done", text.replace("{count}", total), total);
  }

  // A file that is not there: the site was published anew. The index says what there is now.
  async function attempt(mine, work) {
    for (const isLast of [false, true]) {
      try {
        return await work();
      } catch (error) {
        if (mine !== run) return;
        if (isLast) {
          say("done", words.failed);
          console.warn(error.message);
        }
        files.clear();
      }
    }
  }

  function chosen(name) {
    const select = form.elements[name];
    // Four digits for each of three characters that no text has.
    const digits = select?.selectedOptions[0]?.dataset.mark?.match(/.{4}/g) ?? [];
    const chars = digits.map((four) => String.fromCodePoint(0xf0000 + (parseInt(four, 16) % 0x8000)));
    return { value: select?.value ?? "", mark: chars.join("") };
  }

  const CHOICES = ["publication", "column", "unit", "year", "sort"];

  function start() {
    const mine = ++run;
    const marks = CHOICES.map((name) => chosen(name).mark).filter(Boolean);
    const wanted = { query: input.value, marks, year: chosen("year").value, sort: chosen("sort").value };
    remember();
    list.replaceChildren();
    place.querySelector("[data-next]")?.remove();
    // Nothing to look for: not even blanks and signs that no one can see.
    const isNothing = parse(wanted.query).length === 0 && marks.length === 0 && !wanted.year;
    if (isNothing) return say("idle", words.help);
    say("busy", words.busy);
    files.delete("index");
    attempt(mine, async () => {
      const found = { ...(await search(wanted)), gone: 0 };
      if (mine === run) await more(mine, wanted, found, 0);
    });
  }

  // The address leads to what is shown.
  function remember() {
    const address = new URLSearchParams();
    if (input.value) address.set("q", input.value);
    for (const name of CHOICES) if (chosen(name).value) address.set(name, chosen(name).value);
    const query = address.toString();
    try {
      history.replaceState(null, "", query ? `?${query}` : location.pathname);
    } catch {}
  }

  let timer = 0;
  function soon(event) {
    clearTimeout(timer);
    // What an input method is still composing is no query yet.
    if (!event.isComposing) timer = setTimeout(start, PAUSE);
  }

  input.addEventListener("input", soon);
  input.addEventListener("compositionend", soon);
  form.addEventListener("change", (event) => event.target !== input && start());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    start();
  });
  // Arrow keys walk from the field through the results and back.
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [input, ...list.querySelectorAll("[data-hit]")];
    const at = stops.indexOf(document.activeElement);
    if (!step || at < 0 || event.isComposing) return;
    event.preventDefault();
    stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
  });

  const address = new URLSearchParams(location.search);
  input.value = address.get("q") ?? "";
  for (const name of CHOICES) {
    const select = form.elements[name];
    const value = address.get(name) ?? "";
    if (select && [...select.options].some((option) => option.value === value)) select.value = value;
  }
  start();
})();
