// Marks on a page what its reader was looking for when they came from the search, until Esc.
((search) => {
  const { make, marker, places, tokens } = search;
  const skipped = "script, style, svg, math, button, .anchor, mark";

  function textsOf(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(skipped)) texts.push(walker.currentNode);
    return texts;
  }

  function mark(node, isMarked) {
    const made = [];
    // From the last to the first, so that the places before stay true.
    for (const { start, end } of places(node.data, isMarked).reverse()) {
      const word = node.splitText(start);
      word.splitText(end - start);
      const mark = make("mark", { class: "found" });
      word.replaceWith(mark);
      mark.append(word);
      made.unshift(mark);
    }
    return made;
  }

  function clear(marks) {
    for (const mark of marks) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent?.normalize();
    }
    const address = new URL(location.href);
    address.searchParams.delete("q");
    try { history.replaceState(history.state, "", address); } catch { /* a page from disk may not change its address */ }
  }

  /** Without words between quotes and after a minus there is nothing to mark. */
  search.arrive = (query) => {
    const main = document.querySelector("main");
    const { words, joined } = tokens(query.replace(/(^|\s)-\S+/g, " "));
    if (!main || !words.length) return;
    const terms = new Set([...words, ...joined]);
    const stems = new Set(words.map(search.stem));
    const begun = words[words.length - 1];
    const isMarked = (term) => terms.has(term) || stems.has(search.stem(term)) || (begun.length > 2 && term.startsWith(begun));
    const marks = textsOf(main).flatMap((node) => mark(node, isMarked));
    if (!marks.length) return;
    if (!location.hash && marks[0].getBoundingClientRect().top > innerHeight) marks[0].scrollIntoView({ block: "center" });
    addEventListener("keydown", function onKey(event) {
      if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
      removeEventListener("keydown", onKey);
      clear(marks);
    });
  };
})((globalThis.passdown ??= {}).search ??= {});
