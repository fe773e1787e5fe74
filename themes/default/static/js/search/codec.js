// The bytes of the index: unpacking, numbers, texts, terms and postings, as docs/src/search-format.md lays them out.
// Takes bytes, gives typed arrays; knows neither queries nor where the bytes come from.
((search) => {
  const utf8 = new TextDecoder();

  function fromBase64(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const letters = atob(text), bytes = new Uint8Array(letters.length);
    for (let at = 0; at < bytes.length; at++) bytes[at] = letters.charCodeAt(at);
    return bytes;
  }

  /** The unpacked bytes of a file of the index. */
  async function unpack(base64) {
    const stream = new DecompressionStream("gzip"), packed = stream.writable.getWriter();
    const unpacked = new Response(stream.readable).arrayBuffer();
    await Promise.all([unpacked, packed.write(fromBase64(base64)), packed.close()]);
    return new Uint8Array(await unpacked);
  }

  /** Reads one value after the other. */
  class Reader {
    constructor(bytes, at = 0) {
      this.bytes = bytes;
      this.at = at;
    }

    get done() { return this.at >= this.bytes.length; }

    byte() { return this.bytes[this.at++]; }

    number() {
      let byte = this.bytes[this.at++];
      if (byte < 128) return byte;
      let value = byte & 127, step = 128;
      do {
        byte = this.bytes[this.at++];
        value += (byte & 127) * step;
        step *= 128;
      } while (byte >= 128);
      return value;
    }

    take(count) { return this.bytes.subarray(this.at, (this.at += count)); }

    text() { return utf8.decode(this.take(this.number())); }

    hash() { return Array.from(this.take(5), (byte) => byte.toString(16).padStart(2, "0")).join(""); }

    /** Calls `read` as often as the number that comes first says. */
    list(read) { return Array.from({ length: this.number() }, read); }

    pages() {
      const pages = new Uint32Array(this.number());
      for (let at = 0, page = 0; at < pages.length; at++) pages[at] = page += this.number();
      return pages;
    }

    /** A reader of texts that share their beginnings, each with the one before. */
    frontCoded() {
      let last = new Uint8Array(0);
      return () => {
        const shared = this.number(), rest = this.take(this.number()), next = new Uint8Array(shared + rest.length);
        next.set(last.subarray(0, shared));
        next.set(rest, shared);
        last = next;
        return next.length < 24 && next.every((byte) => byte < 128) ? String.fromCharCode(...next) : utf8.decode(next);
      };
    }
  }

  /** Whether a term comes before another in the order of code points, in which the index has them. */
  function isBefore(one, other) {
    const end = Math.min(one.length, other.length);
    for (let at = 0; at < end; at++) {
      const a = one.charCodeAt(at), b = other.charCodeAt(at);
      if (a === b) continue;
      const isHighA = a >= 0xd800 && a < 0xe000, isHighB = b >= 0xd800 && b < 0xe000;
      return isHighA === isHighB ? a < b : isHighB;
    }
    return one.length < other.length;
  }

  /** How many of a list of sorted terms come before `term`, or are it. */
  function countUpTo(list, term, termOf = (item) => item) {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(term, termOf(list[middle]))) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The terms of a file of blocks, in order, each with the place of its posting. */
  function dictionary(bytes) {
    const reader = new Reader(bytes), terms = [], starts = [], ends = [];
    while (!reader.done) {
      const count = reader.number(), next = reader.frontCoded(), first = terms.length;
      const sizes = new Uint32Array(count);
      for (let at = 0; at < count; at++) {
        terms.push(next());
        sizes[at] = reader.number();
      }
      for (let at = first; at < terms.length; at++) {
        starts.push(reader.at);
        ends.push((reader.at += sizes[at - first]));
      }
    }
    return { bytes, terms, starts, ends, places: new Map(terms.map((term, at) => [term, at])) };
  }

  // Grows as it is filled, so that a posting is decoded in one pass.
  class Column {
    constructor(kind) {
      this.items = new kind(64);
      this.length = 0;
    }

    push(value) {
      if (this.length === this.items.length) {
        const larger = new this.items.constructor(2 * this.length);
        larger.set(this.items);
        this.items = larger;
      }
      this.items[this.length++] = value;
    }

    get array() { return this.items.subarray(0, this.length); }
  }

  /** A posting as columns. `names[at]` to `names[at + 1]` are a page's aliases, `parts` likewise its sections. */
  function posting({ bytes, starts, ends }, place) {
    const reader = new Reader(bytes, starts[place]), end = ends[place], head = reader.number();
    const columns = {
      pages: new Column(Uint32Array), flags: new Column(Uint8Array), titles: new Column(Uint32Array),
      names: new Column(Uint32Array), nameNumbers: new Column(Uint32Array), nameLengths: new Column(Uint32Array),
      parts: new Column(Uint32Array), sections: new Column(Uint32Array), times: new Column(Uint8Array),
      inHeading: new Column(Uint8Array), headings: new Column(Uint32Array),
    };
    const { pages, flags, titles, names, nameNumbers, nameLengths, parts, sections, times, inHeading, headings } = columns;
    let page = 0;
    while (reader.at < end) {
      const step = reader.number(), flag = step & 1 ? reader.byte() : 0;
      pages.push((page += step >>> 1));
      flags.push(flag);
      titles.push(flag & 1 ? reader.number() : 0);
      names.push(nameNumbers.length);
      for (let number = 0, more = flag & 2 ? 1 : 0; more;) {
        const code = reader.number();
        nameNumbers.push((number += code >>> 1));
        nameLengths.push(reader.number());
        more = code & 1;
      }
      parts.push(sections.length);
      for (let section = 0, more = flag & 128 ? 0 : 1; more;) {
        const code = reader.number();
        sections.push((section += code >>> 4));
        times.push((code >>> 2) & 3);
        inHeading.push((code >>> 1) & 1);
        headings.push(code & 2 ? reader.number() : 0);
        more = code & 1;
      }
    }
    names.push(nameNumbers.length);
    parts.push(sections.length);
    const decoded = { count: head >>> 1, isCommon: (head & 1) === 1 };
    for (const [name, column] of Object.entries(columns)) decoded[name] = column.array;
    return decoded;
  }

  /** How many pages hold a term, and whether it is a common one, without reading its posting. */
  function spread(dictionary, place) {
    const head = new Reader(dictionary.bytes, dictionary.starts[place]).number();
    return { count: head >>> 1, isCommon: (head & 1) === 1 };
  }

  Object.assign(search, { unpack, Reader, isBefore, countUpTo, dictionary, posting, spread });
})((globalThis.passdown ??= {}).search ??= {});
