// A query as its writer meant it: words, phrases, what is excluded, and what may be written as one. The same as
// src/search/query.rs, step by step.
((search) => {
  const { askingWords, isBlock, length, tokens } = search;
  const mostWords = 32;
  const longest = 40;
  const short = 4;
  // A question has so many words, and among them so many that only ask.
  const question = 4;
  const asking = 2;
  const QUOTE = /["“”„]/u;
  const SPACE = /\p{White_Space}/u;

  /** Cuts a query where quotes are and where a word is excluded: `[kind, text]`. */
  function pieces(text) {
    return text.split(QUOTE).flatMap((quoted, at) => {
      if (at % 2) return [["phrase", quoted]];
      const cut = [];
      let start = 0;
      for (const { index, 1: word } of quoted.matchAll(/(?<!\P{White_Space})-(\P{White_Space}+)/gu)) {
        cut.push(["text", quoted.slice(start, index)], ["excluded", word]);
        start = index + 1 + word.length;
      }
      return [...cut, ["text", quoted.slice(start)]];
    });
  }

  /** The first words in a row that a form puts together; none if there are no such. */
  function spelling(form, words) {
    for (let from = 0; from < words.length; from++) {
      let rest = form, at = from;
      while (at < words.length && rest && rest.startsWith(words[at])) rest = rest.slice(words[at++].length);
      if (!rest) return words.slice(from, at);
    }
    return [];
  }

  /** Where words in a row may be written as one, and how many: every two, and in a short query every three and four. */
  function* rows(words) {
    const most = words <= short ? short : 2;
    for (let count = 2; count <= most; count++) for (let from = 0; from + count <= words; from++) yield [from, count];
  }

  class Query {
    constructor() {
      this.words = [];
      this.bonuses = [];
      this.phrases = [];
      this.excluded = [];
      this.isOpen = false;
      this.isQuestion = false;
    }

    /** The place of a word, which is taken up if there is room; −1 if there is none. */
    place(word) {
      const known = this.words.indexOf(word);
      return known < 0 && this.words.length < mostWords ? this.words.push(word) - 1 : known;
    }

    bonus(term, isWritten, words) {
      if (this.bonuses.every((known) => known.term !== term)) this.bonuses.push({ term, isWritten, words });
    }

    /** Takes up the words of a text; gives the place of its last, or −1. */
    take(text) {
      const { words, joined } = tokens(text);
      const stream = words.map((word) => this.place(word)).filter((place) => place >= 0);
      for (const form of joined) {
        this.bonus(form, true, spelling(form, words).map((word) => this.words.indexOf(word)).filter((place) => place >= 0));
      }
      for (const [from, count] of rows(stream.length)) {
        const places = stream.slice(from, from + count), form = places.map((place) => this.words[place]).join("");
        if (length(form) <= longest && !form.includes(".") && !Array.from(form).some(isBlock)) this.bonus(form, false, places);
      }
      return stream.length ? stream[stream.length - 1] : -1;
    }
  }

  /** Reads a query. */
  function read(text) {
    const query = new Query();
    let last = -1;
    for (const [kind, piece] of pieces(text)) {
      if (kind === "excluded") query.excluded.push(...tokens(piece).words);
      else {
        const place = query.take(piece);
        if (kind === "phrase") query.phrases.push(tokens(piece).words);
        else if (place >= 0) last = place;
      }
    }
    const end = Array.from(text).pop() ?? " ";
    query.isOpen = !SPACE.test(end) && !QUOTE.test(end) && end !== "?" && last >= 0 && last === query.words.length - 1;
    query.bonuses = query.bonuses.filter((bonus) => !query.words.includes(bonus.term));
    query.isQuestion = query.words.length >= question && query.words.filter((word) => askingWords.has(word)).length >= asking;
    return query;
  }

  search.read = read;
})((globalThis.passdown ??= {}).search ??= {});
