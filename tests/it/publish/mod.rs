//! Publishing a site: what is written, kept, removed and refused, and what a killed build leaves.
//!
//! Here stand the folder to publish in, the sites to publish, and what is found where.

mod destinations;
mod foreign;
mod killed;
mod mounts;
mod permissions;
mod recovery;
mod rivals;
mod sites;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use passdown::output::{Output, Outputs};
use passdown::words::path::Url;
use passdown::world::publish::{Guarded, Published, Refusal, Way, publish_by};
use tempfile::TempDir;

use crate::project;

/// A site, and another that shares one page with it.
const A: &[(&str, &str)] = &[
    ("index.html", "index of a"),
    ("team/ü ber.html", "same"),
    ("team/only-a.html", "only a"),
    ("static/a.css", "a {}"),
    ("old/deep/page.html", "deep"),
];

const B: &[(&str, &str)] = &[
    ("index.html", "index of b"),
    ("team/ü ber.html", "same"),
    ("static/b.css", "b {}"),
    ("new/page.html", "new"),
];

/// A small site, where it matters little which.
const SITE: &[(&str, &str)] = &[("index.html", "index"), ("a/b.html", "b")];

/// Every way of publishing: tests run under all of them.
const WAYS: [Way; 3] = [Way::Exchange, Way::TwoRenames, Way::InPlace];

/// A project folder of its own, with `public` as the destination.
struct World {
    dir: TempDir,
    public: PathBuf,
}

impl World {
    fn new() -> Self {
        let dir = TempDir::new().expect("a temporary folder can be made");
        let public = dir.path().join("public");
        Self { dir, public }
    }

    fn guarded(&self) -> Guarded {
        guarded(self.dir.path())
    }

    fn try_publish(&self, site: &[(&str, &str)], way: Way) -> anyhow::Result<Published> {
        publish_by(&self.public, &self.guarded(), &outputs(site), way)
    }

    fn publish(&self, site: &[(&str, &str)], way: Way) -> Published {
        self.try_publish(site, way).expect("the site is published")
    }

    /// The refusal that publishing ends in.
    fn refusal(&self, site: &[(&str, &str)], way: Way) -> Refusal {
        let error = self.try_publish(site, way).expect_err("publishing is refused");
        error.downcast::<Refusal>().expect("the error is a refusal")
    }

    /// Puts a file into the destination, as a person would.
    fn put(&self, path: &str, text: &str) {
        project::put(&self.public, path, text);
    }

    fn work(&self) -> PathBuf {
        self.public.with_file_name(".public.passdown")
    }

    /// Asserts that the destination holds just these files, and that no build left anything behind.
    fn assert_holds(&self, expected: &[&[(&str, &str)]], case: &str) {
        assert_eq!(files(&self.public), texts(expected), "{case}");
        assert!(!self.work().exists(), "{case}: the working folder is gone");
    }
}

fn guarded(project: &Path) -> Guarded {
    Guarded {
        project: project.to_owned(),
        never: vec![project.join("content"), project.join("themes")],
        home: None,
    }
}

fn outputs(site: &[(&str, &str)]) -> Outputs {
    let output = |(path, text): &(&str, &str)| {
        let url = Url::new(path).expect("a test's paths are sound");
        (url, Output::from((*text).to_owned()))
    };
    site.iter().map(output).collect()
}

/// The lists as one map.
fn texts(lists: &[&[(&str, &str)]]) -> BTreeMap<String, String> {
    let all = lists.iter().flat_map(|list| list.iter());
    all.map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

/// Every file below but the manifest with its text; a link as `-> target`, an empty folder as `path/`.
fn files(root: &Path) -> BTreeMap<String, String> {
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

fn inode(path: &Path) -> u64 {
    path.symlink_metadata().expect("it is there").ino()
}

fn set_age(path: &Path, seconds: u64) {
    let file = fs::File::options().write(true).open(path).expect("it opens");
    let then = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    file.set_modified(then).expect("its time can be set");
}
