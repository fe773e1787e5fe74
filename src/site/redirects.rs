//! Old addresses: `aliases` that begin with a slash, and `[output.html.redirect]`.

use std::collections::BTreeMap;

use super::{Destination, Page, PageId, Site};
use crate::words::diagnostic::{Diagnostic, Place};
use crate::words::path::Url;

/// An old address and where it leads now.
#[derive(Clone, Debug)]
pub struct Redirect {
    /// The old address.
    pub from: Url,
    /// Where it leads.
    pub to: To,
}

/// Where an old address leads.
#[derive(Clone, Debug)]
pub enum To {
    /// To a page of this site.
    Inside(Destination),
    /// To an address as book.toml writes it.
    Written(String),
}

/// Gathers all redirects. A page beats an alias, and the first of two equal aliases the second.
pub(super) fn gather(
    site: &mut Site,
    configured: &BTreeMap<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let has_old_address = |page: &Page| {
        let aliases = page.document.front.texts("aliases");
        aliases.iter().any(|alias| alias.text.starts_with('/'))
    };
    if configured.is_empty() && !site.pages.iter().any(has_old_address) {
        return;
    }
    let mut taken: BTreeMap<String, (String, Option<PageId>)> = BTreeMap::new();
    for (id, page) in site.pages.iter().enumerate() {
        taken.insert(page.url.folded(), (page.document.path.to_string(), Some(id)));
    }
    for section in &site.sections {
        taken
            .entry(section.url.folded())
            .or_insert_with(|| (format!("{}/", section.folder), None));
    }
    for (url, asset) in &site.assets {
        taken.insert(url.folded(), (asset.path.to_string(), None));
    }
    let mut redirects = Vec::new();
    for (id, page) in site.pages.iter().enumerate() {
        for alias in page
            .document
            .front
            .texts("aliases")
            .iter()
            .filter(|alias| alias.text.starts_with('/'))
        {
            let place = || page.document.text.place(alias.span.clone());
            let Some(from) = address(&alias.text) else {
                diagnostics.push(bad(place(), &alias.text));
                continue;
            };
            match taken.get(&from.folded()) {
                // A page that was told its own address has nothing to redirect.
                Some((_, Some(owner))) if *owner == id => {}
                Some((owner, _)) => diagnostics.push(
                    Diagnostic::error(
                        "alias-collision",
                        place(),
                        format!("`{}` is the address of `{owner}` already", alias.text),
                    )
                    .help("take this alias away, or rename the other; the redirect is not written"),
                ),
                None => {
                    taken.insert(from.folded(), (page.document.path.to_string(), Some(id)));
                    redirects.push(Redirect {
                        from,
                        to: To::Inside(Destination::Page(id)),
                    });
                }
            }
        }
    }
    for (old, new) in configured {
        match address(old).filter(|from| !taken.contains_key(&from.folded())) {
            Some(from) => {
                taken.insert(from.folded(), ("book.toml".to_owned(), None));
                redirects.push(Redirect {
                    from,
                    to: To::Written(new.clone()),
                });
            }
            None => diagnostics.push(bad(Place::of_file(&"book.toml".into()), old)),
        }
    }
    redirects.sort_by(|a, b| a.from.cmp(&b.from));
    site.redirects = redirects;
}

/// `/x` and `/x/` are the page of a folder, `/x.html` is a file.
fn address(alias: &str) -> Option<Url> {
    let path = alias
        .split(['#', '?'])
        .next()
        .unwrap_or_default()
        .trim_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    let path = match last.contains('.') && !alias.ends_with('/') {
        true => path.to_owned(),
        false => format!("{path}/index.html"),
    };
    Url::new(&path).filter(|url| url.as_str() != "index.html")
}

fn bad(place: Place, alias: &str) -> Diagnostic {
    Diagnostic::error(
        "alias-collision",
        place,
        format!("`{alias}` cannot be redirected"),
    )
    .help("name an address below the site's root that nothing else has, such as `/old/page/`")
}
