// The numbers of relevance, and the arithmetic that both readers do alike: src/search/score.rs says why each is what it is.
((search) => {
  const weights = {
    title: 12, alias: 5, heading: 3, tag: 1, description: 0.72, body: 1, elsewhere: 0.35,
    k1: 1.2, b: 0.5, coverage: 0.8, second: 0.15,
    headingExact: 0.75, titleExact: 1.125, aliasExact: 0.9,
    stem: 0.85, prefix: 0.7, near: 0.55, far: 0.3, prefixCover: 0.85,
    questionElsewhere: 1, questionB: 0.1, topicWord: 1.5, topicTitle: 6, topicDescription: 1.8, topicTag: 1.5, topicAlias: 0.75, nearly: 0.85, answer: 6,
    written: 1.8, together: 0.5, asking: 0.25, common: 0.625, demoted: 0.8,
  };
  const askingWords = new Set((
    "a about am an and any are as at be been but by can could did do does don for from get give had has have how i if in into is it its make me "
    + "my need of on or our please should so some than that the their them then there these they this those to use used using was we were what "
    + "when where which while who whom whose why will with would you your").split(" "));
  const steps = [1, 1.189207115002721, 1.4142135623730951, 1.681792830507429];

  /** The logarithm to base 2, to about a hundredth; 0 below 1. */
  function lg(x) {
    let exponent = 0, rest = x;
    while (rest >= 2 && exponent < 64) {
      rest /= 2;
      exponent += 1;
    }
    const over = rest > 1 ? rest - 1 : 0;
    return exponent + over + 0.34375 * over * (1 - over);
  }

  /** How much a term says that so many of all pages hold. */
  const idf = (holding, pages) => lg((pages + 1) / (holding + 0.5));

  /** How many words a length code stands for. */
  const lengthOf = (code) => 2 ** (code >> 2) * steps[code & 3];

  Object.assign(search, { weights, askingWords, idf, lengthOf });
})((globalThis.passdown ??= {}).search ??= {});
