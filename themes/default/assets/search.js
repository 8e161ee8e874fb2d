// The page for searching: reads the query, asks the index (`search-index.js`), shows what it finds.
// Every result was looked at in its text before it is shown.
(() => {
  const SHOWN = 10; // Results that are shown at once.
  const TERMS = 8; // Terms that are looked up; more are looked for in the texts.
  const LOOKED_AT = 60; // Candidates whose texts are looked at before they are counted.
  const PAUSE = 150; // Milliseconds without a key.

  const { index, segments, renew, forget, learnVariants, fold, isWord, find, lookUp, lookUpTerm, both, read } =
    window.kuaixunIndex;
  const place = document.querySelector("[data-search]");
  const form = document.querySelector("[data-search-form]");
  const input = form.elements.q;
  const status = place.querySelector("[role=status]");
  const list = place.querySelector("ol");
  const words = place.dataset;

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
    const at = years.findIndex(([year]) => String(year) === wanted.year);
    wanted.from = wanted.year ? (years[at]?.[1] ?? entries) : 0;
    wanted.to = (wanted.year && years[at + 1]?.[1]) || entries;
    const inYear = ({ first, count }) => first < wanted.to && first + count > wanted.from;
    const parts = await Promise.all((await segments()).filter(inYear).map((segment) => searchIn(segment, wanted)));
    const hits = parts.flatMap((part) => part.hits);
    const ranks = new Map(parts.flatMap((part) => [...part.ranks]));
    // What is newer has a higher number.
    const rank = (entry) => (wanted.sort === "date" ? 0 : (ranks.get(entry) ?? 0));
    hits.sort((one, other) => rank(other) - rank(one) || other - one);
    return { hits, isSure: parts.every((part) => part.isSure) };
  }

  // The entries of a segment that a query finds, and what they are worth.
  async function searchIn(segment, wanted) {
    const included = wanted.terms.filter((term) => !term.isExcluded);
    const excluded = wanted.terms.filter((term) => term.isExcluded);
    const [found, left] = await Promise.all(
      [included, excluded].map((terms) => Promise.all(terms.slice(0, TERMS).map((term) => lookUpTerm(term, segment)))),
    );
    found.push(...(await Promise.all(wanted.marks.map((mark) => lookUp([...mark], segment)))));
    let isSure = found.every((one) => one.isSure) && included.length <= TERMS;
    const all = () => Array.from({ length: segment.count }, (_, entry) => segment.first + entry);
    let hits = found.length > 0 ? found.map((one) => one.entries).reduce(both) : all();
    for (const one of left) {
      const out = new Set(one.entries);
      // Of what may have a term, only the text says whether it has.
      if (one.isSure) hits = hits.filter((entry) => !out.has(entry));
      else isSure = false;
    }
    if (excluded.length > TERMS) isSure = false;
    hits = hits.filter((entry) => entry >= wanted.from && entry < wanted.to);
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
    return { hits, ranks, isSure };
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
        forget();
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
    renew();
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
  // Every query needs these: they come while the first is typed.
  learnVariants().catch(() => {});
})();
