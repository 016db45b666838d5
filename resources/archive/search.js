// The search of the archive. It reads files of this folder and nothing else, and shows every text
// as plain characters. What is in the files is told in formats/archive/parts.py, which words they
// have in text/search_words.py: both must be read as they were written.
"use strict";

(() => {
  const PAGE = 30;           // hits shown at once
  const LONGEST = 64;        // characters of a word in the files
  const LENGTH = 160;        // characters of a snippet,
  const BEFORE = 40;         // and how many of them stand before the first hit
  const ENOUGH = 40;         // places looked at in one text
  const STEP = 20000;        // characters looked through at once,
  const OVERLAP = 500;       // and how far what is found in them may reach beyond
  const KEPT = 60;           // files kept in memory

  // Words ------------------------------------------------------------------------------------

  const UNSPACED = new RegExp(
    "^[\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u0e81-\\u0ebd\\u0ec0-\\u0ece\\u1000-\\u103f" +
    "\\u1050-\\u109d\\u1780-\\u17d3\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3035" +
    "\\u3038-\\u303b\\u3041-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3105-\\u312f\\u31a0-\\u31bf" +
    "\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua000-\\ua48c\\uf900-\\ufaff\\uff66-\\uff9f" +
    "\\u{1b000}-\\u{1b16f}\\u{20000}-\\u{3134f}]", "u");
  const DROPPED = new RegExp(
    "[\\u00ad\\u0300-\\u036f\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7" +
    "\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u200b-\\u200f\\u2060-\\u2064\\ufe00-\\ufe0f" +
    "\\ufeff]", "gu");
  const OF_WORD = "[^\\x00-\\x2f:-`{-\\x7f]";
  const BETWEEN = "[\\x00-\\x2f:-`{-\\x7f]";
  const WORDS = new RegExp(`${OF_WORD}+`, "gu");
  const folds = new Map();

  /** Upper and lower case as one, also where there are more forms than two. */
  function caseless(char) {
    if (char === "ı" || char === "ẞ") return char === "ẞ" ? "ss" : char;
    if (/[\u13a0-\u13fd\uab70-\uabbf]/.test(char)) return char.toUpperCase();
    return Array.from(char.toUpperCase(), (each) => each.toLowerCase()).join("");
  }

  /** What a character becomes in the files' words. */
  function foldOf(char) {
    const code = char.codePointAt(0);
    if (char.replace(DROPPED, "") === "") return "";
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
    if (UNSPACED.test(char)) return ` ${char} `;
    if (code > 0x7f && !/[\p{L}\p{N}\p{M}]/u.test(char)) return " ";
    const folded = caseless(char);
    const parts = folded.normalize("NFD");
    return folded === "ё" || parts.codePointAt(0) <= 0x3ff ? parts.replace(DROPPED, "") : folded;
  }

  /** The folded text, and of each of its units the place in the text that it came from. */
  function fold(text) {
    const pieces = [];
    const places = [];
    let place = 0;
    for (const char of text) {
      let folded = folds.get(char);
      if (folded === undefined) folds.set(char, folded = foldOf(char));
      pieces.push(folded);
      for (let at = 0; at < folded.length; at += 1) places.push(place);
      place += char.length;
    }
    return [pieces.join(""), places];
  }

  const wordsOf = (text) => fold(text.normalize("NFC"))[0].match(WORDS) || [];
  const standsAlone = (word) => UNSPACED.test(word);

  // Questions --------------------------------------------------------------------------------

  /** Terms of a question: words that follow each other, the last of which may go on. */
  function termsOf(question) {
    const text = question.replace(/[“”„«»]/g, '"').slice(0, 1000);
    const terms = [];
    for (const piece of text.matchAll(/"([^"]*)"?|[^\s"]+/g)) {
      const isPhrase = piece[1] !== undefined;
      const words = wordsOf(isPhrase ? piece[1] : piece[0]);
      if (!words.length || terms.length === 32) continue;
      const isLast = piece.index + piece[0].length === text.length;
      const open = isPhrase ? isLast && !piece[0].endsWith('"') : isLast;
      const end = Array.from(piece[0]).pop();
      const starred = !isPhrase && end === "*";
      const goesOn = starred || (open && wordsOf(end).length > 0 && !standsAlone(end));
      terms.push({ words: words.slice(0, 64), goesOn });
    }
    const unlike = new Map(terms.map((term) => [JSON.stringify(term), term]));
    return [...unlike.values()];
  }

  /** What to look up for a term: [key, whether it is only the beginning of one]. */
  function keysOf({ words, goesOn }) {
    const keys = [];
    words.forEach((word, at) => {
      const key = Array.from(word).slice(0, LONGEST).join("");
      const isLast = at === words.length - 1;
      if (!standsAlone(word)) keys.push([key, isLast && goesOn]);
      else if (!isLast && standsAlone(words[at + 1])) keys.push([word + words[at + 1], false]);
      // The last character of a row begins the pair it has with what follows it in a text.
      else if (at === 0 || !standsAlone(words[at - 1])) keys.push([word, true]);
    });
    return keys;
  }

  /** Finds any of the terms in a folded text; the groups after the first tell which. */
  function patternOf(terms) {
    // Folded words have nothing in them that a pattern would take for a sign.
    const parts = terms.map(({ words, goesOn }, at) => (
      { at, source: `(${words.join(`${BETWEEN}+`)}${goesOn ? "" : `(?!${OF_WORD})`})` }));
    // Nothing is inside of what was found: the longest comes first.
    parts.sort((one, other) => other.source.length - one.source.length);
    const source = `(^|${BETWEEN})(?:${parts.map((each) => each.source).join("|")})`;
    return { pattern: new RegExp(source, "gu"), order: parts.map((each) => each.at) };
  }

  /** The places of a text at which terms are: of each the first few, in their order. */
  function matchesOf(text, { pattern, order }) {
    const left = order.map(() => ENOUGH);
    const found = [];
    for (let start = 0; start < text.length && left.some((each) => each); start += STEP) {
      // The character before a step tells whether a word begins with it; a match may end in the
      // next step, where it does not begin.
      const from = wholeAt(text, Math.max(0, start - 1));
      const [folded, places] = fold(text.slice(from, start + STEP + OVERLAP));
      for (const match of folded.matchAll(pattern)) {
        const first = from + places[match.index + match[1].length];
        const last = from + places[match.index + match[0].length - 1];
        const term = order[match.slice(2).findIndex((each) => each !== undefined)];
        if (first < start || first >= start + STEP || !left[term]) continue;
        left[term] -= 1;
        found.push({ start: first, end: wholeAt(text, last + 1, 1), term });
      }
    }
    return found;
  }

  /** A place in a text that is not in the middle of a character. */
  function wholeAt(text, place, step = -1) {
    return /[\udc00-\udfff]/.test(text[place] || "") ? place + step : place;
  }

  /** Those matches of a line that show the most different terms. */
  function bestOf(matches) {
    let best = { matches: [], terms: 0 };
    matches.forEach((first, at) => {
      const line = matches.slice(at, at + ENOUGH)
        .filter((each) => each.start <= first.start + LENGTH - BEFORE);
      const terms = new Set(line.map((each) => each.term)).size;
      if (terms > best.terms) best = { matches: line, terms };
    });
    return best;
  }

  /** Where a chat shows what was asked for; undefined if it does not have all of it. */
  function hitIn(chat, terms, found) {
    const [, page, , date, texts] = chat;
    const title = chat[2].normalize("NFC");
    const inTitle = matchesOf(title, found);
    const seen = new Set(inTitle.map((each) => each.term));
    let best = { terms: 0, matches: [] };
    let anchor = "";
    let shown = texts.find((text, at) => at > 0 && text.trim()) || "";
    texts.forEach((given, at) => {
      const text = given.normalize("NFC");
      const matches = matchesOf(text, found);
      matches.forEach((each) => seen.add(each.term));
      const line = bestOf(matches);
      if (line.terms > best.terms) [best, anchor, shown] = [line, `#m${at}`, text];
    });
    // A term may be the beginning of what another one found.
    const hasIt = (term) => {
      const alone = patternOf([term]);
      return [title, ...texts].some((text) => matchesOf(text.normalize("NFC"), alone).length);
    };
    if (!terms.every((term, at) => seen.has(at) || hasIt(term))) return undefined;
    return { page, title, date, inTitle, text: shown, matches: best.matches, anchor };
  }

  // Files ------------------------------------------------------------------------------------

  const folder = new URL("parts/", document.baseURI).href;
  const waiting = new Map();
  const files = new Map();

  window.promptrunArchive = (name, value) => {
    if (waiting.has(name)) waiting.get(name)(value);
  };

  /** What a file holds; those used last stay in memory. */
  function load(name) {
    const known = files.get(name);
    files.delete(name);
    const loading = known || new Promise((arrived, failed) => {
      const script = document.createElement("script");
      waiting.set(name, arrived);
      const ended = () => {
        failed(new Error(name));  // Without effect if it has arrived.
        waiting.delete(name);
        script.remove();
      };
      script.onload = script.onerror = ended;
      script.src = folder + name;
      document.head.append(script);
    });
    files.set(name, loading);
    loading.catch(() => files.delete(name));
    if (files.size > KEPT) files.delete(files.keys().next().value);
    return loading;
  }

  /** The place of the last of sorted things that is not beyond `key`; 0 if there is none. */
  function lastUpTo(sorted, key, of) {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (of(sorted[middle]) <= key) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /** Lists of distances, one for each word that is the key or begins with it. */
  async function look(catalogue, [key, isBeginning]) {
    const first = lastUpTo(catalogue.words, key, (each) => each[0]);
    const names = [];
    for (let at = first; at < catalogue.words.length; at += 1) {
      const [word, name] = catalogue.words[at];
      if (at > first && !(isBeginning && word.startsWith(key))) break;
      names.push(name);
    }
    const lists = [];
    for (const [words, numbers] of await Promise.all(names.map(load))) {
      let at = lastUpTo(words, key, (each) => each);
      if (at < words.length && words[at] < key) at += 1;
      while (at < words.length && (words[at] === key || (isBeginning && words[at].startsWith(key)))) {
        lists.push(numbers[at]);
        at += 1;
      }
    }
    return lists;
  }

  /** The numbers of the chats that have all keys, newest first. */
  async function candidates(catalogue, keys) {
    const { times } = catalogue;
    const stage = new Uint16Array(times.length);
    const looked = await Promise.all(keys.map((key) => look(catalogue, key)));
    looked.forEach((lists, at) => {
      for (const distances of lists) {
        let number = 0;
        for (const distance of distances) {
          number += distance;
          if (stage[number] === at) stage[number] = at + 1;
        }
      }
    });
    const found = [];
    stage.forEach((reached, number) => {
      if (reached === keys.length && times[number]) found.push(number);
    });
    return found.sort((one, other) => times[other] - times[one] || other - one);
  }

  async function chatOf(catalogue, number) {
    const at = lastUpTo(catalogue.texts, number, (each) => each[0]);
    const chats = await load(catalogue.texts[at][1]);
    return chats.find((each) => each[0] === number);
  }

  // The page ---------------------------------------------------------------------------------

  const byId = (id) => document.getElementById(id);
  const [form, query, found, status, hits, more] =
    ["search", "query", "found", "status", "hits", "more"].map(byId);
  const list = document.querySelector("main");
  const words = form.dataset;
  const HIDDEN = /[\s\0-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]+/gu;
  let running = 0;  // Of several searches the last one counts.

  function element(name, text = "") {
    const made = document.createElement(name);
    made.textContent = text.replace(HIDDEN, " ");
    return made;
  }

  /** From `start` to `end`, what was found in it marked. */
  function marked(into, text, start, end, matches) {
    let place = start;
    for (const match of matches) {
      if (match.start < place || match.start >= end) continue;
      into.append(element("span", text.slice(place, match.start)));
      into.append(element("mark", text.slice(match.start, Math.min(match.end, end))));
      place = Math.min(match.end, end);
    }
    into.append(element("span", text.slice(place, end)));
    return into;
  }

  function snippet({ text, matches }) {
    const first = matches.length ? matches[0].start : 0;
    let start = Math.max(0, first - BEFORE);
    const blank = text.slice(start, first).search(/\s/);
    start = wholeAt(text, start && blank >= 0 ? start + blank + 1 : start);
    const end = wholeAt(text, Math.min(text.length, start + LENGTH), 1);
    const line = element("p", start ? "…" : "");
    marked(line, text, start, end, matches);
    if (end < text.length) line.append("…");
    line.dir = "auto";
    return line;
  }

  function row(hit) {
    const item = element("li");
    const link = element("a");
    link.href = `chats/${encodeURIComponent(hit.page)}${hit.anchor}`;
    link.dir = "auto";
    marked(link, hit.title, 0, hit.title.length, hit.inTitle);
    const date = element("time", hit.date);
    date.dateTime = hit.date;
    date.dir = "ltr";
    item.append(link, date, snippet(hit));
    return item;
  }

  function tell(text) {
    status.textContent = text;
    found.hidden = false;
    list.hidden = true;
  }

  const tellOf = (count) => tell(words.found.replace("{count}", count));

  /** Instead of any hits. */
  function end(text) {
    hits.replaceChildren();
    more.hidden = true;
    tell(text);
  }

  async function search(question) {
    const mine = running += 1;
    const terms = termsOf(question);
    query.dir = question ? "auto" : "";  // What stands in an empty field is ours.
    remember(question);
    if (!terms.length) {
      found.hidden = true;
      list.hidden = false;
      return;
    }
    const isLast = () => mine === running;
    const late = setTimeout(() => isLast() && tell(words.searching), 300);
    try {
      const catalogue = await load("catalogue.js");
      const numbers = await candidates(catalogue, terms.flatMap(keysOf));
      if (isLast()) await show(catalogue, terms, numbers, isLast);
    } catch {
      if (isLast()) end(words.unsearchable);
    } finally {
      clearTimeout(late);
    }
  }

  /** Hits in pages. Phrases are looked for in the texts: only the end tells how many there are. */
  async function show(catalogue, terms, numbers, isLast) {
    const sought = patternOf(terms);
    const isExact = terms.every((term) => term.words.length === 1);
    let next = 0;
    let count = 0;

    async function page() {
      const before = count;
      more.hidden = true;
      while (next < numbers.length && count < before + PAGE) {
        const some = numbers.slice(next, next + before + PAGE - count);
        const chats = await Promise.all(some.map((number) => chatOf(catalogue, number)));
        if (!isLast()) return;
        next += some.length;
        const looked = chats.map((chat) => chat && hitIn(chat, terms, sought));
        const rows = looked.filter((hit) => hit).map(row);
        // Until there are others, those of the search before stay where they are.
        if (rows.length && !count) hits.replaceChildren();
        hits.append(...rows);
        count += rows.length;
        if (count) tellOf(`${count}+`);
      }
      if (!count) return end(words.nothing);
      more.hidden = next >= numbers.length;
      tellOf(more.hidden ? count : isExact ? numbers.length : `${count}+`);
      if (before && count > before) hits.children[before].querySelector("a").focus();
    }

    more.onclick = () => page().catch(() => isLast() && end(words.unsearchable));
    await page();
  }

  /** In the address, so that the way back from a chat leads to what was found. */
  function remember(question) {
    try {
      const hash = question ? `#q=${encodeURIComponent(question)}` : "";
      history.replaceState(null, "", `${location.pathname}${location.search}${hash}`);
    } catch {
      // Some browsers take no such address from the disk: the search works without.
    }
  }

  function asked() {
    const [, question] = /^#q=(.*)$/.exec(location.hash) || [];
    try {
      return decodeURIComponent(question || "");
    } catch {
      return "";
    }
  }

  let typing;
  query.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => search(query.value), 120);
  });
  query.addEventListener("focus", () => load("catalogue.js").catch(() => {}), { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(typing);
    search(query.value);
  });
  document.addEventListener("keydown", (event) => {
    const links = [...hits.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const inSearch = document.activeElement === query;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "/" && !inSearch) query.focus();
    else if (event.key === "ArrowDown" && links[at + 1] && (inSearch || at >= 0)) links[at + 1].focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] || query).focus();
    else if (event.key === "Escape" && at >= 0) query.focus();
    else return;
    event.preventDefault();
  });

  form.hidden = false;
  query.value = asked() || query.value;
  if (query.value) search(query.value);
})();
