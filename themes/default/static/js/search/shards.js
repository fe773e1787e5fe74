// Where the index comes from: each file is a script that calls `put`, loaded once and kept unpacked. Knows the
// directories of the root, and which file holds what; knows nothing of queries.
((search) => {
  const { Reader, countUpTo, dictionary, posting, spread, unpack } = search;
  const mostPostings = 600;
  const arrived = new Map();

  /** Called by each file of the index with its name and contents: packed bytes in base64, or a value as it is. */
  search.put = (name, contents) => arrived.set(name, contents);

  function readEntries(reader) {
    let next = null;
    return reader.list(() => ({ first: (next ??= reader.frontCoded())(), hash: reader.hash() }));
  }

  const readPart = (bytes) => readEntries(new Reader(bytes));

  /** A directory, or of one that is given in parts those. */
  const readDirectory = (reader) => ({ isDivided: reader.byte() === 1, entries: readEntries(reader) });

  /** The entry that a term belongs to, and those behind it that begin with the term: at most so many. */
  function entriesFrom(entries, term, most) {
    const at = Math.max(countUpTo(entries, term, ({ first }) => first) - 1, 0);
    return entries.slice(at, at + most).filter(({ first }, place) => place === 0 || first.startsWith(term));
  }

  function readRoot(bytes) {
    const reader = new Reader(bytes);
    if (reader.number() !== 1) throw new Error("the index is of another version of Passdown; reload the page");
    const pages = reader.number(), limit = reader.number();
    const boosts = Array.from({ length: 4 }, () => reader.number() / 100);
    const lengths = reader.take(pages);
    const [l, t, c, x] = Array.from({ length: 4 }, () => readDirectory(reader));
    const fragments = reader.list(() => reader.hash()), facets = reader.hash();
    const [deprecated, archived, overdue] = [reader.pages(), reader.pages(), reader.pages()];
    return { pages, limit, boosts, lengths, directories: { l, t, c, x }, fragments, facets, deprecated, archived, overdue };
  }

  function readFacets(bytes) {
    const reader = new Reader(bytes);
    const facets = new Map(reader.list(() => [reader.text(), new Map(reader.list(() => [reader.text(), reader.pages()]))]));
    return Object.assign(facets, { plurals: new Map(reader.list(() => [reader.text(), reader.text()])) });
  }

  function readSpellings(bytes) {
    const reader = new Reader(bytes), next = reader.frontCoded(), words = [];
    while (!reader.done) words.push({ term: next(), weight: reader.byte() });
    return words;
  }

  /** The pieces of each page's fragment: the number of the first section of each, and its file. */
  function readPieces(bytes) {
    const reader = new Reader(bytes), pages = [];
    while (!reader.done) {
      let first = 0;
      pages.push(reader.list(() => ({ first: (first += reader.number()), hash: reader.hash() })));
    }
    return pages;
  }

  /** An index whose files `fetchScript` loads by name: in the browser a script of that name, in tests the disk. */
  class Index {
    constructor(fetchScript) {
      this.fetchScript = fetchScript;
      this.files = new Map();
      this.postings = new Map();
    }

    /** A file's value, or its bytes as `read` gives them; a file that could not be loaded is asked for again the next time. */
    file(name, read) {
      if (!this.files.has(name)) {
        const loading = this.fetchScript(`search/${name}.js`).then(async () => {
          const contents = arrived.get(name);
          arrived.delete(name);
          if (contents === undefined) throw new Error(`search/${name}.js is not what its name says`);
          const value = typeof contents === "string" ? read(await unpack(contents)) : contents;
          this.files.set(name, value);
          return value;
        });
        loading.catch(() => this.files.delete(name));
        this.files.set(name, loading);
      }
      return this.files.get(name);
    }

    /** Loads what everything else starts from. */
    async root() {
      if (this.head) return;
      this.head = await this.file("root", readRoot);
      this.overdue = new Set(this.head.overdue);
    }

    /** The entry of the file that a term belongs to, and of those behind it that begin with the term: at most so many. */
    async entries(kind, term, most) {
      const { isDivided, entries } = this.head.directories[kind];
      if (!isDivided) return entriesFrom(entries, term, most);
      const parts = await Promise.all(entriesFrom(entries, term, 2).map(({ hash }) => this.file(`d/${hash}`, readPart)));
      return entriesFrom(parts.flat(), term, most);
    }

    /** The file that a term belongs to, if there is one; and those behind it that begin with the term. */
    async of(kind, term, most = 1) {
      const entries = await this.entries(kind, term, most), read = kind === "l" ? readSpellings : dictionary;
      return Promise.all(entries.map(({ hash }) => this.file(`${kind}/${hash}`, read)));
    }

    /** A term's posting from one file, decoded; those used last are kept. */
    posting(file, place) {
      const key = file.starts[place];
      const known = (file.decoded ??= new Map()).get(key);
      if (known) return known;
      if (this.postings.size >= mostPostings) {
        const [[oldest, forget]] = this.postings;
        forget();
        this.postings.delete(oldest);
      }
      const decoded = posting(file, place);
      file.decoded.set(key, decoded);
      this.postings.set(decoded, () => file.decoded.delete(key));
      return decoded;
    }

    facets() { return this.file(`facets/${this.head.facets}`, readFacets); }

    /** What a result shows of a page and of its sections: of all, or at least of those `wanted`. */
    async page(number, wanted = null) {
      const all = (await this.file(`p/${this.head.fragments[number >> 5]}`, readPieces))[number & 31];
      const pieceOf = (section) => all.findLast(({ first }) => first <= section);
      const chosen = wanted ? new Set(wanted.map(pieceOf)) : all;
      const pieces = await Promise.all(Array.from(chosen, ({ hash }) => this.file(`f/${hash}`)));
      const sections = [];
      for (const piece of pieces) piece.sections.forEach((section, at) => { sections[piece.first + at] = section; });
      return { ...pieces[0], sections };
    }
  }

  Object.assign(search, { Index, spread });
})((globalThis.passdown ??= {}).search ??= {});
