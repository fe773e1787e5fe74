// Where the index comes from: each file is a script that calls `put`, loaded once and kept unpacked. Knows the
// directories of the root, and which file holds what; knows nothing of queries.
((search) => {
  const { Reader, countUpTo, dictionary, posting, spread, unpack } = search;
  const mostPostings = 600;
  const arrived = new Map();

  /** Called by each file of the index with its name and contents. */
  search.put = (name, base64) => arrived.set(name, base64);

  function readDirectory(reader) {
    let next = null;
    return reader.list(() => ({ first: (next ??= reader.frontCoded())(), hash: reader.hash() }));
  }

  /** The directories of common terms and of followers, which few queries need. */
  function readRare(bytes) {
    const reader = new Reader(bytes);
    return { c: readDirectory(reader), x: readDirectory(reader) };
  }

  function readRoot(bytes) {
    const reader = new Reader(bytes);
    if (reader.number() !== 1) throw new Error("the index is of another version of Passdown; reload the page");
    const pages = reader.number(), limit = reader.number();
    const boosts = Array.from({ length: 4 }, () => reader.number() / 100);
    const lengths = reader.take(pages);
    const directories = { t: readDirectory(reader), l: readDirectory(reader) };
    const fragments = reader.list(() => reader.hash()), facets = reader.hash(), rare = reader.hash();
    const [deprecated, archived, overdue] = [reader.pages(), reader.pages(), reader.pages()];
    return { pages, limit, boosts, lengths, directories, fragments, facets, rare, deprecated, archived, overdue };
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

  function readNames(bytes) {
    const reader = new Reader(bytes), names = [];
    while (!reader.done) names.push(reader.hash());
    return names;
  }

  /** An index whose files `fetchScript` loads by name: in the browser a script of that name, in tests the disk. */
  class Index {
    constructor(fetchScript) {
      this.fetchScript = fetchScript;
      this.files = new Map();
      this.postings = new Map();
    }

    /** A file's contents as `read` gives them; a file that could not be loaded is asked for again the next time. */
    file(name, read) {
      if (!this.files.has(name)) {
        const loading = this.fetchScript(`search/${name}.js`).then(async () => {
          const base64 = arrived.get(name);
          arrived.delete(name);
          if (base64 === undefined) throw new Error(`search/${name}.js is not what its name says`);
          const value = read(await unpack(base64));
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

    /** The place in a directory of the file that a term belongs to; −1 if there is none. */
    place(kind, term) { return countUpTo(this.head.directories[kind], term, (entry) => entry.first) - 1; }

    /** The file of a directory, or nothing; a promise only if it must be loaded. */
    at(kind, place) {
      const entry = this.head.directories[kind][place];
      return entry && this.file(`${kind}/${entry.hash}`, kind === "l" ? readSpellings : dictionary);
    }

    of(kind, term) { return this.at(kind, this.place(kind, term)); }

    /** The file of common terms or of followers that a term belongs to. */
    async ofRare(kind, term) {
      const directory = (await this.file(`d/${this.head.rare}`, readRare))[kind];
      const entry = directory[countUpTo(directory, term, ({ first }) => first) - 1];
      return entry && this.file(`${kind}/${entry.hash}`, dictionary);
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

    /** What a result shows of a page. */
    async page(number) {
      const names = await this.file(`p/${this.head.fragments[number >> 6]}`, readNames);
      return this.file(`f/${names[number & 63]}`, (bytes) => JSON.parse(new TextDecoder().decode(bytes)));
    }
  }

  Object.assign(search, { Index, spread });
})((globalThis.passdown ??= {}).search ??= {});
