//! A folder to publish in, sites to publish, and what stands where: the few helpers of all publish tests.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use passdown::output::{Output, Outputs};
use passdown::words::path::Url;
use passdown::world::publish::{Guarded, Published, Refusal, Way, publish_by};
use tempfile::TempDir;

use crate::project;

/// Every way of publishing: tests run under all of them.
pub(crate) const WAYS: [Way; 3] = [Way::Exchange, Way::TwoRenames, Way::InPlace];

/// A project folder of its own, with `public` as the destination.
pub(crate) struct World {
    pub(crate) dir: TempDir,
    pub(crate) public: PathBuf,
}

impl World {
    pub(crate) fn new() -> Self {
        let dir = TempDir::new().expect("a temporary folder can be made");
        let public = dir.path().join("public");
        Self { dir, public }
    }

    pub(crate) fn guarded(&self) -> Guarded {
        guarded(self.dir.path())
    }

    pub(crate) fn try_publish(&self, site: &[(&str, &str)], way: Way) -> anyhow::Result<Published> {
        publish_by(&self.public, &self.guarded(), &outputs(site), way)
    }

    pub(crate) fn publish(&self, site: &[(&str, &str)], way: Way) -> Published {
        self.try_publish(site, way).expect("the site is published")
    }

    /// The refusal that publishing ends in.
    pub(crate) fn refusal(&self, site: &[(&str, &str)], way: Way) -> Refusal {
        let error = self.try_publish(site, way).expect_err("publishing is refused");
        error.downcast::<Refusal>().expect("the error is a refusal")
    }

    /// Puts a file into the destination, as a person would.
    pub(crate) fn put(&self, path: &str, text: &str) {
        project::put(&self.public, path, text);
    }

    pub(crate) fn work(&self) -> PathBuf {
        self.public.with_file_name(".public.passdown")
    }

    /// Asserts that the destination holds just these files, and that no build left anything behind.
    pub(crate) fn assert_holds(&self, expected: &[&[(&str, &str)]], case: &str) {
        assert_eq!(files(&self.public), texts(expected), "{case}");
        assert!(!self.work().exists(), "{case}: the working folder is gone");
    }
}

pub(crate) fn guarded(project: &Path) -> Guarded {
    Guarded {
        project: project.to_owned(),
        never: vec![project.join("content"), project.join("themes")],
        home: None,
    }
}

pub(crate) fn outputs(site: &[(&str, &str)]) -> Outputs {
    let output = |(path, text): &(&str, &str)| {
        let url = Url::new(path).expect("a test's paths are sound");
        (url, Output::from((*text).to_owned()))
    };
    site.iter().map(output).collect()
}

/// The lists as one map.
pub(crate) fn texts(lists: &[&[(&str, &str)]]) -> BTreeMap<String, String> {
    let all = lists.iter().flat_map(|list| list.iter());
    all.map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

/// Every file below but the manifest with its text; a link as `-> target`, an empty folder as `path/`.
pub(crate) fn files(root: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    collect(root, root, &mut found);
    found.remove(".passdown-manifest");
    found
}

fn collect(root: &Path, folder: &Path, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("its entry can be read").path();
        let meta = path.symlink_metadata().expect("it can be looked at");
        let name = path
            .strip_prefix(root)
            .expect("it is below")
            .display()
            .to_string();
        if meta.is_symlink() {
            let target = fs::read_link(&path).expect("the link can be read");
            found.insert(name, format!("-> {}", target.display()));
        } else if meta.is_dir() {
            let before = found.len();
            collect(root, &path, found);
            if found.len() == before {
                found.insert(name + "/", String::new());
            }
        } else if meta.is_file() {
            found.insert(name, fs::read_to_string(&path).expect("the file can be read"));
        } else {
            found.insert(name, "special".to_owned());
        }
    }
}
