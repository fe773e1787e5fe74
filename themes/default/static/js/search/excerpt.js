// Which words of a text to mark, and which piece of a long text to show. Takes plain text and gives plain text nodes:
// nothing that a page says is ever read as markup.
((search) => {
  const { make, runs } = search;
  const shown = 180, mostTaken = 200;
  const taken = new Map();

  /** A text taken apart. While somebody types, the same texts are looked at again and again. */
  function runsOf(text) {
    if (taken.has(text)) return taken.get(text);
    if (taken.size >= mostTaken) taken.clear();
    taken.set(text, runs(text));
    return taken.get(text);
  }

  /** Tells whether a term is to be marked: one of the words that were found, or begun by the one being typed. */
  const marker = (terms, prefix) => {
    const all = new Set(terms);
    return (term) => all.has(term) || (prefix !== null && term.startsWith(prefix));
  };

  /** The places in a text to mark, in order and apart: `{start, end, terms}`; neighbours are marked as one. */
  function places(text, isMarked) {
    const found = [];
    for (const { words, joined } of runsOf(text)) {
      for (const word of [...words, ...joined]) if (isMarked(word.term)) found.push(word);
    }
    found.sort((one, other) => one.start - other.start || other.end - one.end);
    const apart = [];
    for (const { term, start, end } of found) {
      const last = apart[apart.length - 1];
      if (last && (start < last.end || !/\S/.test(text.slice(last.end, start)))) {
        last.end = Math.max(last.end, end);
        last.terms.push(term);
      } else apart.push({ terms: [term], start, end });
    }
    return apart;
  }

  /** A text as nodes, its places marked. */
  function marked(text, isMarked) {
    const nodes = [];
    let at = 0;
    for (const { start, end } of places(text, isMarked)) {
      if (start > at) nodes.push(text.slice(at, start));
      nodes.push(make("mark", {}, text.slice(start, end)));
      at = end;
    }
    nodes.push(text.slice(at));
    return nodes;
  }

  /** Where the piece begins that holds the most different words of those looked for. */
  function densest(found) {
    let best = 0, most = 0;
    for (let first = 0; first < found.length; first++) {
      const terms = new Set();
      for (let at = first; at < found.length && found[at].end - found[first].start < shown - 40; at++) for (const term of found[at].terms) terms.add(term);
      if (terms.size <= most) continue;
      most = terms.size;
      best = found[first].start;
    }
    return best;
  }

  /** The end of the sentence before a place, if it is near; else of a word. */
  function beginning(text, place) {
    if (place < 60 || text.length <= shown) return 0;
    const before = text.slice(place - 60, place), sentence = Math.max(before.lastIndexOf(". "), before.lastIndexOf("\n"));
    const gap = sentence >= 0 ? sentence + (before[sentence] === "\n" ? 1 : 2) : before.indexOf(" ", 20) + 1;
    return place - 60 + gap;
  }

  /** Lines that do not end as sentences do are kept apart by a dot. */
  const inOneLine = (text) => text.replace(/([.!?…:;,])?\s*\n\s*/g, (_, end) => (end ? `${end} ` : " · ")).replace(/\s+/g, " ");

  /** The piece of a text that says most about what was looked for, as nodes. */
  function excerpt(text, isMarked) {
    const start = beginning(text, densest(places(text, isMarked)));
    const end = text.length - start <= shown + 60 ? text.length : text.lastIndexOf(" ", start + shown + 60);
    const piece = text.slice(start, end > start ? end : start + shown).trim();
    const isInside = start > 0 && !/[.!?…:]\s$|\n$/.test(text.slice(0, start));
    return [isInside ? "… " : "", ...marked(inOneLine(piece), isMarked), end < text.length ? " …" : ""];
  }

  Object.assign(search, { marker, places, marked, excerpt });
})((globalThis.passdown ??= {}).search ??= {});
