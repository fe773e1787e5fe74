// What a footnote says, for who points at its number.
passdown.part(({ all }) => {
  for (const link of all(".note-ref a")) {
    const note = document.getElementById(decodeURIComponent(link.hash.slice(1)))?.cloneNode(true);
    for (const back of note?.querySelectorAll(".note-back") ?? []) back.remove();
    if (note) link.title = note.textContent.trim().replace(/\s+/g, " ");
  }
});
