// Text into terms, letter for letter as src/search/ does it: tests/search/tokens.json is read by both. Takes text,
// gives terms with the place that each came from; knows nothing of the index.
((search) => {
  const RUN = /[\p{L}\p{N}\p{M}]+(?:['’._\-\/:+#]{1,2}[\p{L}\p{N}\p{M}]+)*(?:\+\+|#)?/gu;
  const PIECE = /([\p{L}\p{N}\p{M}]+)|['’._\-\/:+#]{1,2}/gu;
  const CAMEL = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll}{2})/u;
  // Scripts that are written without spaces, and Hangul, whose words carry endings.
  const BLOCK = "\\u1100-\\u11FF\\u2E80-\\u2FDF\\u3005-\\u3007\\u3021-\\u3029\\u3040-\\u30FF\\u3130-\\u318F\\u31F0-\\u31FF\\u3400-\\u4DBF\\u4E00-\\u9FFF"
    + "\\uA960-\\uA97F\\uAC00-\\uD7FF\\uF900-\\uFAFF\\uFF66-\\uFF9F\\u{20000}-\\u{323AF}";
  // Most runs are one plain word, which needs no looking into.
  const PLAIN = /^[A-Z]?[a-z0-9]+$/;
  const SCRIPTS = new RegExp(`[${BLOCK}]+|[^${BLOCK}]+`, "gu");
  const IN_BLOCK = new RegExp(`^[${BLOCK}]`, "u");
  const LETTERS = { ς: "σ", ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", þ: "th", ð: "d", ı: "i" };
  const most = 40;

  const lower = (text) => Array.from(text, (letter) => letter.toLowerCase()).join("");
  const foldWord = (part) => lower(part.normalize("NFKD")).replace(/[ςßæœøđłþðı]/g, (letter) => LETTERS[letter]).replace(/[^\p{L}\p{N}]/gu, "");
  const foldBlock = (part) => lower(part.normalize("NFKC")).replace(/[^\p{L}\p{N}\p{M}]/gu, "");
  const fold = (part) => (IN_BLOCK.test(part) ? foldBlock(part) : foldWord(part));
  const length = (term) => { let count = 0; for (const _ of term) count++; return count; };
  const cut = (term) => (length(term) > most ? Array.from(term).slice(0, most).join("") : term);

  /** The pieces of a run between its connectors, without dropped apostrophe tails. */
  function pieces(run, start) {
    const found = [];
    let glue = "", last = null;
    for (const match of run.matchAll(PIECE)) {
      const [text, letters] = match;
      if (letters === undefined) {
        glue = text;
        const isLast = match.index + text.length === run.length;
        if (last && (text === "++" || (text[0] === "#" && (text.length === 2 || isLast)))) last.tail = text === "++" ? "++" : "#";
        continue;
      }
      const isDropped = (glue === "'" || glue === "’") && length(letters) <= 2;
      last = { text: letters, start: start + match.index, glue, tail: "", isDropped };
      found.push(last);
      glue = "";
    }
    return found;
  }

  const isNumber = (piece) => !piece.tail && !piece.isDropped && /^[0-9]+$/.test(piece.text);

  /** How many pieces from `at` on make up a version; 0 if none begins there. */
  function version(all, at) {
    if (all[at].tail || all[at].isDropped || !/^[vV]?[0-9]+$/.test(all[at].text)) return 0;
    let end = at + 1;
    while (end < all.length && all[end].glue === "." && isNumber(all[end])) end++;
    return end - at > 1 ? end - at : 0;
  }

  /** The parts of a piece where scripts meet and where camel case turns, each with its place. */
  function parts(piece) {
    const found = [];
    for (const [text] of piece.text.matchAll(SCRIPTS)) {
      const inBlock = IN_BLOCK.test(text);
      for (const part of inBlock ? [text] : text.split(CAMEL)) found.push({ text: part, inBlock });
    }
    let start = piece.start;
    for (const part of found) {
      part.start = start;
      start += part.text.length;
    }
    return found;
  }

  /** Every two neighbours of a part in a script without spaces. */
  function pairs(part, add) {
    const raw = Array.from(part.text), letters = Array.from(foldBlock(part.text));
    const place = (at) => part.start + raw.slice(0, at).join("").length;
    const isEven = raw.length === letters.length;
    if (letters.length === 1) add(letters[0], part.start, part.start + part.text.length);
    for (let at = 0; at + 1 < letters.length; at++) {
      add(letters[at] + letters[at + 1], isEven ? place(at) : part.start, isEven ? place(at + 2) : part.start + part.text.length);
    }
  }

  /** Words of one piece; says in the piece what joined forms must know. */
  function wordsOf(piece, add) {
    const end = piece.start + piece.text.length, all = parts(piece);
    piece.isPlain = !all.some((part) => part.inBlock);
    piece.isCamel = piece.isPlain && !piece.tail && all.length > 1;
    piece.folded = all.map((part) => fold(part.text)).join("");
    if (piece.tail) {
      if (piece.folded) add(piece.folded + piece.tail, piece.start, end + piece.tail.length);
      return;
    }
    for (const part of all) {
      if (part.inBlock) pairs(part, add);
      else add(foldWord(part.text), part.start, part.start + part.text.length);
    }
  }

  const isOpening = (piece) => piece.glue.includes("/");

  /** The joined forms of a run: its pieces in camel case, its segments between slashes, the whole of it. */
  function joinedOf(all, add) {
    const put = (group) => {
      if (group.length < 2 || !group.every((piece) => piece.isPlain)) return;
      const last = group[group.length - 1];
      add(group.map((piece) => piece.folded).join(""), group[0].start, last.start + last.text.length);
    };
    for (const piece of all) if (piece.isCamel) add(piece.folded, piece.start, piece.start + piece.text.length);
    if (all.some(isOpening)) {
      let group = [];
      for (const piece of all) {
        if (isOpening(piece)) {
          put(group);
          group = [];
        }
        group.push(piece);
      }
      put(group);
    }
    if (all.length <= 6) put(all);
  }

  /** Every run of a text: `{words, joined}`, each a list of `{term, start, end}`. */
  function runs(text) {
    return Array.from(text.matchAll(RUN), (match) => {
      if (PLAIN.test(match[0])) return { words: [{ term: cut(match[0].toLowerCase()), start: match.index, end: match.index + match[0].length }], joined: [] };
      const words = [], joined = [], known = new Set(), all = pieces(match[0], match.index);
      const word = (term, start, end) => { if (term) words.push({ term: cut(term), start, end }); };
      for (let at = 0; at < all.length; at++) {
        const many = version(all, at), piece = all[at];
        if (many) {
          const taken = all.slice(at, at + many), last = taken[many - 1];
          word(taken.map(({ text }) => text.replace(/^[vV]/, "")).join("."), piece.start, last.start + last.text.length);
          at += many - 1;
        } else if (!piece.isDropped) wordsOf(piece, word);
      }
      joinedOf(all.filter((piece) => !piece.isDropped), (term, start, end) => {
        if (!term || known.has(term) || length(term) > most) return;
        known.add(term);
        joined.push({ term, start, end });
      });
      return { words, joined };
    });
  }

  /** All terms of a text in order. */
  function tokens(text) {
    const all = runs(text);
    return { words: all.flatMap((run) => run.words.map((word) => word.term)), joined: all.flatMap((run) => run.joined.map((word) => word.term)) };
  }

  const isWord = /^[a-z]{4,}$/, vowel = /[aeiouy]/;
  // One short syllable, which has lost an "e": "nam" and "us", but not "runn", "fix" or "show".
  const lostE = /^[^aeiouy]*[aeiouy][^aeiouywx]$/;
  const isVerb = (rest) => lostE.test(rest) || (rest.length >= 3 && vowel.test(rest));
  const without = (word, ending, least, is = () => true) => {
    const rest = word.slice(0, word.length - ending.length);
    return word.endsWith(ending) && rest.length >= least && is(rest) ? rest : null;
  };
  const steps = [
    (word) => (word.endsWith("ies") && word.length >= 5 ? `${word.slice(0, -3)}y` : null)
      ?? without(word, "es", 3, (rest) => /(?:[sxz]|[cs]h)$/.test(rest))
      ?? without(word, "s", 3, (rest) => !/[sui]$/.test(rest)),
    (word) => {
      const verb = without(word, "ing", 2, isVerb) ?? without(word, "ed", 2, isVerb);
      if (!verb) return without(word, "ment", 4);
      return lostE.test(verb) ? `${verb}e` : verb.length > 3 ? verb.replace(/([^lsz])\1$/, "$1") : verb;
    },
    (word) => without(word, "ion", 5, (rest) => /[st]$/.test(rest)),
    (word) => without(word, "e", 4),
    (word) => without(word, "at", 5),
  ];

  /** What a word has in common with its other forms; light, and for English only. */
  const stem = (word) => (isWord.test(word) ? steps.reduce((rest, step) => step(rest) ?? rest, word) : word);

  const isBlock = (term) => IN_BLOCK.test(term);
  Object.assign(search, { runs, tokens, stem, length, isBlock });
})((globalThis.passdown ??= {}).search ??= {});
