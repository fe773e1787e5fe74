// How many pages of an answer each filter would leave. Takes an answer; knows nothing of how it was found.
((search) => {
  const { Index, narrowed } = search;

  /**
   * How many pages of an answer each value of a facet would leave, the other facets being as they are. Kinds come in the
   * order of their number in the whole site, so that nothing changes places while somebody types.
   */
  Index.prototype.counts = async function counts({ pages, wanted }) {
    const facets = await this.facets(), counts = {};
    for (const name of ["kind", "owner", "tag"]) {
      const kept = await narrowed(this, wanted, name), found = new Uint8Array(this.head.pages);
      let all = 0;
      for (const page of pages) all += found[page] = kept ? kept[page] : 1;
      const lists = [...(facets.get(name) ?? [])];
      if (name === "kind") lists.sort(([, one], [, other]) => other.length - one.length);
      const values = lists.map(([value, list]) => [value, list.reduce((sum, page) => sum + found[page], 0)]);
      counts[name] = { all, values, plurals: facets.plurals };
    }
    return counts;
  };
})((globalThis.passdown ??= {}).search ??= {});
