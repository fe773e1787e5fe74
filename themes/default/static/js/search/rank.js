// What the pages say to the words of a query, as one number for each page: the same as src/search/rank.rs, addition by
// addition. Postings are gathered into typed arrays by page and word, so that no step looks at all of anything twice.
((search) => {
  const { lengthOf, weights } = search;
  const inTitle = 1, inAlias = 2, inDescription = 4, inTag = 8;

  /** A typed array that grows. */
  const grown = (array, length) => {
    if (length <= array.length) return array;
    const larger = new array.constructor(Math.max(length, 2 * array.length));
    larger.set(array);
    return larger;
  };

  /** Rows of numbers by name, one row for each thing that was found. */
  class Table {
    constructor(columns) {
      this.length = 1; // row 0 stands for nothing
      for (const [name, kind] of Object.entries(columns)) this[name] = new kind(1024);
      this.names = Object.keys(columns);
    }

    add() {
      const row = this.length++;
      if (row >= this[this.names[0]].length) for (const name of this.names) this[name] = grown(this[name], row + 1);
      return row;
    }

    clear() {
      for (const name of this.names) this[name].fill(0, 0, this.length);
      this.length = 1;
    }
  }

  // One row for each word on each page; its aliases and sections are chains of rows.
  const seen = new Table({
    cover: Float64Array, title: Float64Array, titleWords: Uint32Array, alias: Float64Array, description: Float64Array, tag: Float64Array,
    aliases: Uint32Array, sections: Uint32Array,
  });
  const aliases = new Table({ number: Uint32Array, words: Uint32Array, weight: Float64Array, next: Uint32Array });
  const sections = new Table({ number: Uint32Array, body: Float64Array, heading: Float64Array, words: Uint32Array, next: Uint32Array });

  function addAlias(row, number, words, weight) {
    for (let at = seen.aliases[row]; at; at = aliases.next[at]) {
      if (aliases.number[at] !== number) continue;
      if (weight > aliases.weight[at]) aliases.weight[at] = weight;
      return;
    }
    const at = aliases.add();
    aliases.number[at] = number;
    aliases.words[at] = words;
    aliases.weight[at] = weight;
    aliases.next[at] = seen.aliases[row];
    seen.aliases[row] = at;
  }

  function addSection(row, number, body, heading, words, mayBeKnown) {
    if (mayBeKnown) {
      for (let at = seen.sections[row]; at; at = sections.next[at]) {
        if (sections.number[at] !== number) continue;
        if (body > sections.body[at]) sections.body[at] = body;
        if (heading > sections.heading[at]) sections.heading[at] = heading;
        if (words > sections.words[at]) sections.words[at] = words;
        return;
      }
    }
    const at = sections.add();
    sections.number[at] = number;
    sections.body[at] = body;
    sections.heading[at] = heading;
    sections.words[at] = words;
    sections.next[at] = seen.sections[row];
    seen.sections[row] = at;
  }

  const isNamed = (posting, at) => {
    if (posting.flags[at] & (inTitle | inAlias)) return true;
    for (let hit = posting.parts[at]; hit < posting.parts[at + 1]; hit++) if (posting.inHeading[hit]) return true;
    return false;
  };

  /** Writes one entry of a posting into a row. */
  function record(row, posting, at, { weight, cover }, isNew) {
    const flags = posting.flags[at];
    if (cover > seen.cover[row]) seen.cover[row] = cover;
    if (flags & inTitle) {
      if (weight > seen.title[row]) seen.title[row] = weight;
      seen.titleWords[row] = posting.titles[at];
    }
    if (flags & inDescription && weight > seen.description[row]) seen.description[row] = weight;
    if (flags & inTag && weight > seen.tag[row]) seen.tag[row] = weight;
    if (flags & inAlias) {
      if (weight > seen.alias[row]) seen.alias[row] = weight;
      for (let name = posting.names[at]; name < posting.names[at + 1]; name++) addAlias(row, posting.nameNumbers[name], posting.nameLengths[name], weight);
    }
    for (let hit = posting.parts[at]; hit < posting.parts[at + 1]; hit++) {
      const words = posting.headings[hit];
      addSection(row, posting.sections[hit], weight * posting.times[hit], posting.inHeading[hit] ? weight : 0, words, !isNew);
    }
  }

  /** The weights of places for a query, with the boosts of book.toml. */
  const boosted = ([title, hierarchy, paragraph, questions], isQuestion) => ({
    title: weights.title * title / 2, alias: weights.alias * questions / 2, heading: weights.heading * hierarchy, body: weights.body * paragraph,
    elsewhere: isQuestion ? weights.questionElsewhere : weights.elsewhere,
  });

  /** Ranks the pages on which some word stands and which `isKept` keeps. */
  class Ranking {
    constructor(index, words, isQuestion) {
      this.index = index;
      this.isQuestion = isQuestion;
      this.words = words;
      this.width = words.length;
      this.own = words.map((_, place) => place).filter((place) => !words[place].parts);
      // Where a word stands within forms that put it together with others.
      this.forms = words.map((_, place) => words.flatMap(({ parts }, other) => (parts?.includes(place) ? [other] : [])));
      this.says = words.map(({ says }) => says);
      this.all = this.own.reduce((sum, place) => sum + this.says[place], 0);
      this.boosted = boosted(index.head.boosts, isQuestion);
      this.slots = new Int32Array(index.head.pages).fill(-1);
      this.pages = [];
      this.rows = new Uint32Array(1024 * this.width);
      this.row = new Uint32Array(this.width);
    }

    gather(isKept) {
      for (const table of [seen, aliases, sections]) table.clear();
      this.words.forEach(({ candidates }, word) => {
        for (const candidate of candidates) this.take(this.index.posting(candidate.file, candidate.place), word, candidate, isKept);
      });
    }

    take(posting, word, candidate, isKept) {
      for (let at = 0; at < posting.pages.length; at++) {
        const page = posting.pages[at];
        if ((isKept && !isKept[page]) || (candidate.namesOnly && !isNamed(posting, at))) continue;
        const cell = this.slot(page) * this.width + word;
        const isNew = this.rows[cell] === 0;
        if (isNew) this.rows[cell] = seen.add();
        record(this.rows[cell], posting, at, candidate, isNew);
      }
    }

    slot(page) {
      if (this.slots[page] >= 0) return this.slots[page];
      const slot = this.pages.push(page) - 1;
      this.rows = grown(this.rows, this.pages.length * this.width);
      return (this.slots[page] = slot);
    }

    /** The rows of a page by word, until those of another are asked for. */
    rowsOf(page) {
      const start = this.slots[page] * this.width;
      for (let word = 0; word < this.width; word++) this.row[word] = this.rows[start + word];
      return this.row;
    }
  }

  // The sections of the page being scored on which any word stands, and section 0, in order. One for all pages, for
  // there are many of them and each has few.
  class Parts {
    constructor() {
      this.count = 0;
      this.hasStart = false;
      this.numbers = new Uint32Array(64);
      this.scores = new Float64Array(64);
      this.headings = new Float64Array(64);
      // By section and word, its row.
      this.rows = new Uint32Array(64);
      // By the number of a section, its place among these; 0 again as soon as the rows are there.
      this.places = new Uint32Array(64);
      // By word, the largest value of its sections, which of them has it, and the largest of the others.
      this.first = new Float64Array(64);
      this.second = new Float64Array(64);
      this.peaks = new Int32Array(64);
    }

    gather(rows) {
      for (const name of ["first", "second", "peaks"]) this[name] = grown(this[name], rows.length);
      this.collect(rows);
      const { count, numbers, places } = this, width = rows.length;
      if (count > 2) numbers.subarray(0, count).sort();
      for (let place = 1; place < count; place++) places[numbers[place]] = place;
      this.rows = grown(this.rows, count * width).fill(0, 0, count * width);
      for (let word = 0; word < width; word++) {
        for (let at = seen.sections[rows[word]]; at; at = sections.next[at]) this.rows[places[sections.number[at]] * width + word] = at;
      }
      for (let place = 1; place < count; place++) places[numbers[place]] = 0;
    }

    /** Notes the numbers of the sections, and what is largest, so that "elsewhere" needs no second look. */
    collect(rows) {
      this.count = 1;
      this.hasStart = false;
      for (let word = 0; word < rows.length; word++) {
        let first = 0, second = 0, peak = -1;
        for (let at = seen.sections[rows[word]]; at; at = sections.next[at]) {
          const number = sections.number[at], value = Math.max(sections.body[at], sections.heading[at]);
          if (value > first) {
            second = first;
            first = value;
            peak = number;
          } else if (value > second) second = value;
          this.add(number);
        }
        this.first[word] = first;
        this.second[word] = second;
        this.peaks[word] = peak;
      }
    }

    add(number) {
      if (number === 0) this.hasStart = true;
      if (number >= this.places.length) this.places = grown(this.places, number + 1);
      if (number === 0 || this.places[number]) return;
      this.places[number] = 1;
      if (this.count === this.numbers.length) for (const name of ["numbers", "scores", "headings"]) this[name] = grown(this[name], this.count + 1);
      this.numbers[this.count++] = number;
    }
  }

  const parts = new Parts();

  /** What a section says to the words, with what the page's names and other sections add. */
  function ofSection({ words, says, all, boosted }, rows, place, norm) {
    const start = place * rows.length, number = parts.numbers[place];
    let score = 0, covered = 0;
    for (let word = 0; word < rows.length; word++) {
      const row = rows[word];
      if (!row) continue;
      const at = parts.rows[start + word], body = sections.body[at], heading = sections.heading[at];
      const elsewhere = parts.peaks[word] === number ? parts.second[word] : parts.first[word];
      const mass = boosted.title * seen.title[row] + boosted.alias * seen.alias[row] + boosted.heading * heading
        + weights.description * seen.description[row] + weights.tag * seen.tag[row] + boosted.body * body / norm + boosted.elsewhere * elsewhere / norm;
      score += says[word] * mass * (weights.k1 + 1) / (mass + weights.k1);
      if (!words[word].parts && (body > 0 || heading > 0 || seen.title[row] > 0 || seen.alias[row] > 0)) covered += says[word];
    }
    return all > 0 ? score * (weights.coverage + (1 - weights.coverage) * covered / all) : score;
  }

  // How nearly a title, alias or heading says just what the query says: 1 for the very words. Gathered word by word.
  class Exactness {
    constructor() { this.named = this.count = this.words = 0; }

    add(says, weight, words) {
      this.named += says * weight;
      this.count += weight;
      if (words > this.words) this.words = words;
    }

    of(all) { return all > 0 && this.words > 0 ? (this.named / all) * (this.count / this.words) : 0; }
  }

  function ofTitle({ own, says, all }, rows) {
    const exact = new Exactness();
    for (const word of own) exact.add(says[word], seen.title[rows[word]], seen.titleWords[rows[word]]);
    return exact.of(all);
  }

  function ofHeading({ own, says, all }, rows, place) {
    const start = place * rows.length, exact = new Exactness();
    for (const word of own) {
      const at = parts.rows[start + word];
      exact.add(says[word], sections.heading[at], sections.words[at]);
    }
    return exact.of(all);
  }

  function ofAliases({ own, says, all }, rows) {
    const known = new Map();
    for (const word of own) {
      for (let at = seen.aliases[rows[word]]; at; at = aliases.next[at]) {
        const number = aliases.number[at];
        if (!known.has(number)) known.set(number, new Exactness());
        known.get(number).add(says[word], aliases.weight[at], aliases.words[at]);
      }
    }
    let best = 0;
    for (const exact of known.values()) best = Math.max(best, exact.of(all));
    return best;
  }

  /** The most of something that a word has, by itself or by a form that may stand in its place. */
  function most(column, { forms }, rows, word) {
    let most = column[rows[word]];
    for (const other of forms[word]) if (column[rows[other]] > most) most = column[rows[other]];
    return most;
  }

  /** How much of the query a page answers. */
  const answered = (ranking, rows) => ranking.own.reduce((sum, word) => sum + ranking.says[word] * most(seen.cover, ranking, rows, word), 0);

  /** How much a page is about a word: more, the fewer words its title has besides. */
  function about(ranking, rows, word) {
    const row = rows[word], length = Math.max(most(seen.titleWords, ranking, rows, word), 1);
    return weights.topicTitle * most(seen.title, ranking, rows, word) / Math.sqrt(length)
      + weights.topicDescription * most(seen.description, ranking, rows, word) + weights.topicTag * seen.tag[row] + weights.topicAlias * seen.alias[row];
  }

  /** How much a page is about the words: what it is about of each, times the share of them that it has at all. */
  function ofTopic(ranking, rows) {
    let said = 0, had = 0, all = 0;
    for (const word of ranking.own) {
      const { topic } = ranking.words[word];
      said += topic * about(ranking, rows, word);
      had += topic * most(seen.cover, ranking, rows, word);
      all += topic;
    }
    return all > 0 ? said * had / all : 0;
  }

  /** What a title, alias or heading adds that is nearly the question itself. */
  const ofAnswer = ({ all }, exactness) => weights.answer * all * Math.max((exactness - weights.nearly) / (1 - weights.nearly), 0);

  /** Scores the sections of a page, and how nearly their headings say just what the query says. */
  function scoreParts(ranking, rows, norm) {
    parts.gather(rows);
    for (let place = 0; place < parts.count; place++) {
      const heading = ofHeading(ranking, rows, place);
      parts.headings[place] = heading;
      parts.scores[place] = ofSection(ranking, rows, place, norm) + ranking.all * weights.headingExact * heading;
    }
  }

  /** A page's score in millionths. */
  function score(ranking, page, norm, factor) {
    const rows = ranking.rowsOf(page), { all } = ranking, title = ofTitle(ranking, rows), alias = ofAliases(ranking, rows);
    let best = 0, second = 0, nearest = Math.max(title, alias);
    scoreParts(ranking, rows, norm);
    for (let place = 0; place < parts.count; place++) {
      const here = parts.scores[place];
      if (parts.headings[place] > nearest) nearest = parts.headings[place];
      if (here > best) {
        second = best;
        best = here;
      } else if (here > second) second = here;
    }
    let total = best + weights.second * second;
    total += all * weights.titleExact * title;
    total += all * weights.aliasExact * alias;
    const covered = all > 0 ? answered(ranking, rows) / all : 0;
    total *= covered * covered * Math.sqrt(covered);
    if (ranking.isQuestion) {
      total += ofTopic(ranking, rows);
      total += ofAnswer(ranking, nearest);
    }
    return Math.floor(total * factor * 1_000_000 + 0.5);
  }

  /** How long a page's text is on average. */
  function meanLength({ lengths, pages }) {
    let sum = 0;
    for (const code of lengths) sum += lengthOf(code);
    return sum / Math.max(pages, 1);
  }

  /** What length does to a page's words, by length code. */
  const norms = (mean, b) => Float64Array.from({ length: 256 }, (_, code) => 1 - b + b * lengthOf(code) / mean);

  /** The pages with the highest scores, ties by their number. Only those that may be among them are put in order. */
  function highest(pages, scores, limit) {
    const least = scores.slice().sort().at(-limit) ?? -Infinity, found = [];
    pages.forEach((page, at) => { if (scores[at] >= least) found.push({ page, score: scores[at] }); });
    return found.sort((one, other) => other.score - one.score || one.page - other.page).slice(0, limit);
  }

  /**
   * The best `limit` pages with their scores and sections, how many there are, and all pages that some word stands on.
   * `isKept` holds a 1 for each page that may be found, `isWanted` for each that may be shown; nothing for all.
   */
  function rank(index, words, { isQuestion, isKept, isWanted, limit }) {
    const ranking = new Ranking(index, words, isQuestion), mean = (index.mean ??= meanLength(index.head));
    const byCode = norms(mean, isQuestion ? weights.questionB : weights.b);
    ranking.gather(isKept);
    const demoted = (index.demoted ??= new Set([...index.head.deprecated, ...index.head.overdue]));
    const normOf = (page) => byCode[index.head.lengths[page]];
    const wanted = isWanted ? ranking.pages.filter((page) => isWanted[page]) : ranking.pages;
    const scores = Float64Array.from(wanted, (page) => score(ranking, page, normOf(page), demoted.has(page) ? weights.demoted : 1));
    const hits = highest(wanted, scores, limit).map(({ page, score }) => ({ page, score: score / 1_000_000, ...bestSections(ranking, page, normOf(page)) }));
    return { hits, total: wanted.length, pages: ranking.pages };
  }

  /** The section that answers best, and those worth showing, the best first. */
  function bestSections(ranking, page, norm) {
    scoreParts(ranking, ranking.rowsOf(page), norm);
    const places = Array.from({ length: parts.count }, (_, place) => place);
    places.sort((one, other) => parts.scores[other] - parts.scores[one] || one - other);
    const isFound = (place) => place > 0 || parts.hasStart;
    return { section: parts.numbers[places[0]], sections: places.filter(isFound).map((place) => parts.numbers[place]) };
  }

  search.rank = rank;
})((globalThis.passdown ??= {}).search ??= {});
