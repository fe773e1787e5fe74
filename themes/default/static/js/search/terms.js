// What each word of a query may mean: the terms of the index, each with how surely. The same as src/search/candidates.rs
// and spelling.rs. Loads the files it needs, side by side; knows nothing of pages.
((search) => {
  const { idf, isBefore, isBlock, length, spread, stem, weights } = search;
  const openFiles = 3;
  const openTerms = 40;
  const mostCorrections = 4;

  const byCodePoints = (one, other) => (one === other ? 0 : isBefore(one, other) ? -1 : 1);

  function candidate(file, place, weight) {
    const { count, isCommon } = spread(file, place);
    return { term: file.terms[place], weight, cover: weight, count, isCommon, namesOnly: false, file, place };
  }

  /** The places of a file's terms by their stem, found out once a file. */
  function stemsOf(file) {
    if (file.stems) return file.stems;
    file.stems = new Map();
    file.terms.forEach((term, place) => {
      const key = stem(term), known = file.stems.get(key);
      if (known) known.push(place);
      else file.stems.set(key, [place]);
    });
    return file.stems;
  }

  /** The term itself, if there is one. */
  async function exact(index, term, weight) {
    const [file] = await index.of("t", term), place = file?.places.get(term);
    return place === undefined ? null : candidate(file, place, weight);
  }

  /** The word and its near forms. */
  async function near(index, word) {
    const wanted = stem(word), found = [];
    const files = await Promise.all([index.of("t", word), index.of("t", wanted)]);
    for (const file of new Set(files.flat())) {
      // A word of another script, or a short one, is its own stem and nobody else's.
      const own = file.places.get(word), others = stemsOf(file).get(wanted) ?? [];
      if (own !== undefined) found.push(candidate(file, own, 1));
      const isNear = (place) => place !== own && Array.from(wanted).slice(0, 2).every((letter, at) => Array.from(file.terms[place])[at] === letter);
      for (const place of others) if (isNear(place)) found.push(candidate(file, place, weights.stem));
    }
    return found;
  }

  /** Adds the terms that begin with a word that may go on, from the files in which they are. */
  function open(files, word, candidates) {
    const letters = length(word), found = [];
    for (const file of files) {
      for (let place = search.countUpTo(file.terms, word); place < file.terms.length && file.terms[place].startsWith(word); place++) {
        found.push(candidate(file, place, weights.prefix * Math.sqrt(letters / length(file.terms[place]))));
      }
    }
    found.sort((one, other) => other.count - one.count || byCodePoints(one.term, other.term));
    for (const one of found.slice(0, openTerms)) {
      const known = candidates.find(({ term }) => term === one.term);
      const cover = Math.max(one.weight, weights.prefixCover);
      if (known) Object.assign(known, { weight: Math.max(known.weight, one.weight), cover: Math.max(known.cover, cover) });
      else candidates.push({ ...one, cover, namesOnly: letters <= 2 });
    }
  }

  /** How many letters must be changed, put in, left out or exchanged with their neighbour; null if more than `most`. */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return null;
    let before = [], last = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let row = 1; row <= a.length; row++) {
      const here = [row];
      for (let column = 1; column <= b.length; column++) {
        here[column] = Math.min(last[column - 1] + (a[row - 1] === b[column - 1] ? 0 : 1), last[column] + 1, here[column - 1] + 1);
        const isExchange = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
        if (isExchange) here[column] = Math.min(here[column], before[column - 2] + 1);
      }
      if (Math.min(...here) > most) return null;
      [before, last] = [last, here];
    }
    return last[b.length] <= most ? last[b.length] : null;
  }

  /** The words of the lexicon that begin with a letter and are near a word, nearest and commonest first. */
  async function nearWords(index, letters, first, most) {
    const [entry] = await index.entries("l", first, 1);
    if (entry?.first !== first) return [];
    const [words] = await index.of("l", first), found = [];
    for (const { term, weight } of words) {
      const far = distance(letters, Array.from(term), most);
      if (far !== null) found.push({ term, weight, far });
    }
    return found.sort((one, other) => one.far - other.far || other.weight - one.weight || byCodePoints(one.term, other.term));
  }

  /** What was probably meant by a word that no page holds. */
  async function corrections(index, word) {
    const letters = Array.from(word);
    if (letters.length < 3 || letters.some(isBlock)) return [];
    const most = letters.length >= 8 ? 2 : 1;
    // A slip in the first letter is the rarest, so its words are looked at only then.
    for (const first of letters.slice(0, 2)) {
      const found = await nearWords(index, letters, first, most);
      const nearest = found.filter(({ far }) => far === found[0].far).slice(0, mostCorrections);
      if (nearest.length) return nearest.map(({ term, far }) => [term, far <= 1 ? weights.near : weights.far]);
    }
    return [];
  }

  async function meaning(index, word, { isOpen, isExact }) {
    const [candidates, files] = await Promise.all([near(index, word), isOpen ? index.of("t", word, openFiles) : []]);
    open(files, word, candidates);
    let correction = null;
    if (!candidates.length && !isExact) {
      const meant = await corrections(index, word);
      const found = await Promise.all(meant.map(([term, weight]) => exact(index, term, weight)));
      candidates.push(...found.filter(Boolean));
      correction = candidates[0]?.term ?? null;
    }
    const own = candidates.find(({ term }) => term === word);
    const most = Math.max(...candidates.map(({ count }) => count)), idfOf = (holding) => (candidates.length ? idf(holding, index.head.pages) : 0);
    const isCommon = own ? own.isCommon : candidates.some((one) => one.isCommon);
    return { candidates, correction, isCommon, idf: idfOf(own?.count ?? most), leastIdf: idfOf(most) };
  }

  /** What each word of a query may mean, and each form that puts words together. */
  async function meanings(index, query, isExact) {
    const last = query.words.length - 1;
    const words = query.words.map((word, place) => meaning(index, word, { isOpen: query.isOpen && place === last, isExact }));
    const bonuses = query.bonuses.map(async ({ term }) => {
      const found = await exact(index, term, 1);
      return { candidates: found ? [found] : [], isCommon: false, correction: null, idf: found ? idf(found.count, index.head.pages) : 0 };
    });
    return { words: await Promise.all(words), bonuses: await Promise.all(bonuses) };
  }

  /** Words of the lexicon that come near some word of a query, for when nothing was found. */
  async function suggestions(index, query) {
    const found = [];
    for (const word of query.words.slice(0, 4)) {
      const letters = Array.from(word);
      if (letters.length < 3 || letters.some(isBlock)) continue;
      const all = await nearWords(index, letters, letters[0], Math.min(3, letters.length >> 1));
      found.push(...all.filter(({ far }) => far > 0).slice(0, 4).map(({ term }) => term));
    }
    return [...new Set(found)].slice(0, 6);
  }

  Object.assign(search, { meanings, suggestions, exact });
})((globalThis.passdown ??= {}).search ??= {});
