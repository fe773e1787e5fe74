// One query answered: the same as src/search/find.rs. Takes the index and a query; gives the best pages, what was
// corrected, and which terms to mark.
((search) => {
  const { Index, Reader, exact, meanings, askingWords, rank, read, suggestions, tokens, weights } = search;
  // So many pages are looked into for a phrase, so many at a time.
  const mostLookedInto = 60;
  const batch = 10;
  const facetNames = ["kind", "owner", "tag", "status"];

  /** The full posting of a common term instead of its strongest places. */
  async function full(index, candidate) {
    if (!candidate.isCommon) return candidate;
    const [file] = await index.of("c", candidate.term), place = file?.places.get(candidate.term);
    return place === undefined ? candidate : { ...candidate, file, place };
  }

  /** Common words count in full only where there are no others, and those that only ask only among themselves. */
  async function inFull(index, query, words) {
    const isEverywhere = ({ isCommon, candidates }) => isCommon || !candidates.length;
    if (!words.every(isEverywhere)) return;
    const saysNothing = query.words.every((word) => askingWords.has(word));
    const counting = words.filter((_, place) => saysNothing || !askingWords.has(query.words[place]));
    await Promise.all(counting.map(async (word) => {
      word.candidates = await Promise.all(word.candidates.map((candidate) => full(index, candidate)));
    }));
  }

  /** What each word counts for. */
  function weighed(query, { words, bonuses }) {
    const asks = (word) => askingWords.has(word), onlyAsks = query.words.every(asks);
    const own = words.map((word, place) => {
      const isAsking = asks(query.words[place]) && !onlyAsks;
      const says = word.idf * (isAsking ? weights.asking : word.isCommon ? weights.common : 1);
      return { ...word, says, topic: (weights.topicWord + word.leastIdf) * (isAsking ? weights.asking : 1), parts: null };
    });
    const together = bonuses.map((word, place) => {
      const { isWritten, words } = query.bonuses[place];
      return { ...word, says: word.idf * (isWritten ? weights.written : weights.together), topic: 0, parts: words };
    });
    return [...own, ...together];
  }

  /** The pages that hold a word. */
  async function holding(index, word) {
    const found = await exact(index, word, 1);
    if (!found) return [];
    const { file, place } = await full(index, found);
    return index.posting(file, place).pages;
  }

  function fingerprint(term) {
    let hash = 2166136261;
    for (const byte of new TextEncoder().encode(term)) hash = Math.imul(hash ^ byte, 16777619);
    return (hash ^ (hash >>> 16)) & 65535;
  }

  /** The pages on which a word seems to follow another. */
  async function following(index, first, next) {
    const [file] = await index.of("x", first), place = file?.places.get(first);
    if (place === undefined) return [];
    const reader = new Reader(file.bytes, file.starts[place]), wanted = fingerprint(next), pages = [];
    let group = 0;
    while (reader.at < file.ends[place]) {
      group += reader.number();
      const end = reader.number() + reader.at;
      while (reader.at < end) {
        const mark = reader.byte() | (reader.byte() << 8);
        let page;
        do {
          page = reader.byte();
          if (mark === wanted) pages.push(group + (page & 127));
        } while (page & 128);
      }
    }
    return pages;
  }

  /** A 1 for each page that stands in all of the lists and in none of the others. */
  function allowed(count, lists, others) {
    const kept = new Uint8Array(count).fill(1);
    for (const pages of lists) {
      const here = new Uint8Array(count);
      for (const page of pages) here[page] = kept[page];
      kept.set(here);
    }
    for (const pages of others) for (const page of pages) kept[page] = 0;
    return kept;
  }

  /** The neighbours in a phrase that tell pages apart: not what follows a common word, unless there is nothing else. */
  async function telling(index, phrase) {
    const pairs = phrase.slice(1).map((next, at) => [phrase[at], next]);
    const firsts = await Promise.all(pairs.map(([first]) => exact(index, first, 1)));
    const rare = pairs.filter((_, at) => !firsts[at]?.isCommon);
    return rare.length ? rare : pairs;
  }

  /** The pages that phrases and exclusions allow; archived ones only for those who ask for a status. */
  async function permitted(index, query, status) {
    const pairs = (await Promise.all(query.phrases.map((phrase) => telling(index, phrase)))).flat();
    const lists = await Promise.all(pairs.map(([first, next]) => following(index, first, next)));
    const others = await Promise.all(query.excluded.map((word) => holding(index, word)));
    return allowed(index.head.pages, lists, status ? others : [...others, index.head.archived]);
  }

  /** What to mark: the terms that were meant, but not the words that only ask. */
  function marks(query, { words, bonuses }) {
    const isWorth = (_, place) => !askingWords.has(query.words[place]) || query.words.every((word) => askingWords.has(word));
    const meant = [...words.filter(isWorth), ...bonuses].flatMap(({ candidates }) => candidates.map(({ term }) => term));
    const last = query.words.length - 1, isBegun = query.isOpen && !words[last].correction && isWorth(null, last);
    return { terms: meant, prefix: isBegun ? query.words[last] : null };
  }

  const corrected = (query, words) => words.flatMap(({ correction }, place) => (correction ? [[query.words[place], correction]] : []));

  /** The pages that have the wanted value of each facet, but for one facet that is left aside. */
  async function narrowed(index, wanted, aside) {
    const names = facetNames.filter((name) => wanted[name] && name !== aside);
    if (!names.length) return null;
    const facets = await index.facets();
    return allowed(index.head.pages, names.map((name) => facets.get(name)?.get(wanted[name]) ?? []), []);
  }

  const holds = (text, phrase) => {
    const { words } = tokens(text);
    return words.some((_, at) => phrase.every((word, next) => words[at + next] === word));
  };

  /** The section of a page in which every phrase stands, or 0 where they stand in different places; null where one is missing. */
  function sectionOf(page, phrases) {
    const found = new Set(), names = [page.title, page.description ?? "", ...page.aliases];
    for (const phrase of phrases.filter((words) => words.length)) {
      const section = page.sections.findIndex((section) => section && (holds(section[1], phrase) || holds(section[2], phrase)));
      if (section < 0 && !names.some((name) => holds(name, phrase))) return null;
      found.add(Math.max(section, 0));
    }
    return found.size === 1 ? [...found][0] : 0;
  }

  /** Whether every phrase has a word whose sections are all known: then no others need to be looked into. */
  const areKnown = ({ phrases, words: asked }, words) => phrases.every((phrase) => !phrase.length || phrase.some((word) => {
    const meaning = words[asked.indexOf(word)];
    return meaning && !meaning.isCommon && meaning.candidates.some(({ term }) => term === word);
  }));

  /** The first pages that have the query's phrases word for word; the index only says where it is worth looking. */
  async function literal(index, query, words, hits, limit) {
    const { phrases } = query, isKnown = areKnown(query, words), kept = [];
    for (let at = 0; at < hits.length && kept.length < limit; at += batch) {
      const some = hits.slice(at, at + batch);
      const pages = await Promise.all(some.map(({ page, sections }) => index.page(page, isKnown && sections.length ? sections : null)));
      some.forEach((hit, at) => {
        const section = sectionOf(pages[at], phrases);
        if (section !== null) kept.push({ ...hit, section, sections: [section, ...hit.sections.filter((other) => other !== section)] });
      });
    }
    return kept.slice(0, limit);
  }

  /**
   * Answers a query. `isExact` takes every word as it is written; `kind`, `owner`, `tag` and `status` narrow it down.
   * Gives `{hits: [{page, score, section, sections}], total, corrections: [[from, to]], terms, prefix}`.
   */
  Index.prototype.find = async function find(text, { limit, isExact = false, ...wanted } = {}) {
    await this.root();
    const query = read(text), meant = await meanings(this, query, isExact);
    await inFull(this, query, meant.words);
    const kept = await permitted(this, query, wanted.status), isLiteral = query.phrases.length > 0;
    const most = limit ?? this.head.limit;
    const ranked = rank(this, weighed(query, meant), { isQuestion: query.isQuestion, isKept: kept, isWanted: await narrowed(this, wanted), limit: isLiteral ? mostLookedInto : most });
    const { total, pages } = ranked, hits = isLiteral ? await literal(this, query, meant.words, ranked.hits, most) : ranked.hits;
    return { hits, total, pages, wanted, corrections: corrected(query, meant.words), ...marks(query, meant) };
  };

  /** Words that come near those of a query for which nothing was found. */
  Index.prototype.near = async function near(text) {
    await this.root();
    return suggestions(this, read(text));
  };

  search.narrowed = narrowed;
})((globalThis.passdown ??= {}).search ??= {});
