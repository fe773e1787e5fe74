//! Everything that a reference could name, ready to be asked.

use std::collections::HashMap;

use super::{Destination, Site};
use crate::audience::Hidden;

/// The names of everything in a site.
pub(super) struct Lookup<'a> {
    pub(super) site: &'a Site,
    pub(super) hidden: &'a Hidden,
    /// Source paths of pages and assets.
    by_path: HashMap<&'a str, Destination>,
    /// Published addresses, old ones too.
    by_url: HashMap<&'a str, Destination>,
    /// For each way to name a page, strongest first, the pages by lowercase name.
    tiers: [HashMap<String, Vec<Destination>>; 4],
    /// Paths by the last part of their name, to tell where a moved page went.
    by_name: HashMap<&'a str, Vec<&'a str>>,
    /// The names in each folder, to tell what was nearly hit.
    in_folder: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Lookup<'a> {
    pub(super) fn of(site: &'a Site, hidden: &'a Hidden) -> Self {
        let mut lookup = Self {
            site,
            hidden,
            by_path: HashMap::new(),
            by_url: HashMap::new(),
            tiers: Default::default(),
            by_name: HashMap::new(),
            in_folder: HashMap::new(),
        };
        for redirect in &site.redirects {
            if let super::To::Inside(to) = redirect.to {
                lookup.by_url.insert(redirect.from.as_str(), to);
            }
        }
        for (id, section) in site.sections.iter().enumerate() {
            lookup
                .by_url
                .insert(section.url.as_str(), Destination::Section(id));
        }
        for id in 0..site.assets.len() {
            lookup.add_asset(id);
        }
        for id in 0..site.pages.len() {
            lookup.add_page(id);
        }
        lookup
    }

    fn add_asset(&mut self, id: usize) {
        let (url, asset) = &self.site.assets[id];
        let to = Destination::Asset(id);
        self.add_path(asset.path.as_str(), to);
        self.by_url.insert(url.as_str(), to);
        self.add_name(0, asset.path.as_str(), to);
        self.add_name(1, asset.path.name(), to);
    }

    fn add_page(&mut self, id: usize) {
        let page = &self.site.pages[id];
        let path = &page.document.path;
        let to = Destination::Page(id);
        self.add_path(path.as_str(), to);
        self.by_url.insert(page.url.as_str(), to);
        self.add_name(0, path.as_str(), to);
        self.add_name(0, path.without_extension(), to);
        let folder = path
            .folder()
            .rsplit('/')
            .next()
            .filter(|folder| page.is_index && !folder.is_empty());
        if let Some(folder) = folder {
            self.add_name(0, path.folder(), to);
            self.add_name(1, folder, to);
        }
        self.add_name(1, path.stem(), to);
        self.add_name(1, path.name(), to);
        self.add_name(2, &page.title, to);
        for alias in page
            .document
            .front
            .texts("aliases")
            .iter()
            .filter(|alias| !alias.text.starts_with('/'))
        {
            self.add_name(3, &alias.text, to);
        }
    }

    fn add_path(&mut self, path: &'a str, to: Destination) {
        self.by_path.insert(path, to);
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        self.by_name.entry(name).or_default().push(path);
        self.in_folder.entry(folder).or_default().push(name);
    }

    fn add_name(&mut self, tier: usize, name: &str, to: Destination) {
        let named = self.tiers[tier].entry(name.trim().to_lowercase()).or_default();
        if named.last() != Some(&to) {
            named.push(to);
        }
    }

    /// What has exactly this source path.
    pub(super) fn path(&self, path: &str) -> Option<Destination> {
        self.by_path.get(path).copied()
    }

    /// What is, or was, published at this address.
    pub(super) fn url(&self, url: &str) -> Option<Destination> {
        let to = self.by_url.get(url).copied()?;
        Some(match to {
            Destination::Section(section) => self.site.sections[section].index.map_or(to, Destination::Page),
            other => other,
        })
    }

    /// Everything that goes by a name in the strongest way that anything does.
    pub(super) fn named(&self, name: &str) -> &[Destination] {
        let name = name.trim().to_lowercase();
        self.tiers
            .iter()
            .find_map(|tier| tier.get(&name))
            .map_or(&[], Vec::as_slice)
    }

    /// The path that somebody most likely meant by one that does not exist.
    pub(super) fn nearest_path(&self, path: &str) -> Option<String> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if let Some([moved]) = self.by_name.get(name).map(Vec::as_slice) {
            return Some((*moved).to_owned());
        }
        let names = self.in_folder.get(folder)?;
        let near = crate::words::nearest::nearest(name, names.iter().copied())?;
        Some(if folder.is_empty() {
            near.to_owned()
        } else {
            format!("{folder}/{near}")
        })
    }
}
