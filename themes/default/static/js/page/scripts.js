// Scripts that come when they are needed. There is one way for them onto a page: by a name that the site itself gives,
// below its own root, also where a page's policy wants every such address vouched for.
passdown.part((passdown) => {
  const site = new URL("../", document.currentScript.src).href;
  const names = /^(?:js\/(?:counts|search(?:-more|-marks)?)|search\/(?:root|[a-z]+\/[0-9a-f]{10}))\.js$/;
  const address = (name) => {
    if (!names.test(name)) throw new TypeError(`no script of this site: ${name}`);
    return site + name;
  };
  const policy = window.trustedTypes?.createPolicy("passdown", { createScriptURL: address }) ?? { createScriptURL: address };

  /** Loads a script of the site. */
  const script = (name) => new Promise((loaded, failed) => {
    const element = passdown.make("script", { src: policy.createScriptURL(name) });
    element.addEventListener("load", () => loaded());
    element.addEventListener("error", () => (element.remove(), failed(new Error(`could not load ${name}`))));
    document.head.append(element);
  });
  Object.assign(passdown, { site, script });
});
