//! A build that remembers the last one gives what a build from nothing gives, byte for byte.
//!
//! Scripts of random edits to a small project, each edit followed by a warm and a cold build. After a script,
//! what `serve` answers from is compared with what `build` writes. `PASSDOWN_SCRIPTS=10000` runs that many.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use passdown::build::{self, Memo};
use passdown::config;
use passdown::history::History;
use passdown::input::{Asset, Include, Inputs, Layer, Source, ThemeFiles};
use passdown::markdown::includes::wanted;
use passdown::output::Outputs;
use passdown::theme::default_layer;
use passdown::words::audience::Audience;
use passdown::words::diagnostic::Severity;
use passdown::words::memo::Doubt;
use passdown::words::path::{SourcePath, Url};
use passdown::words::text::Text;
use passdown::world::publish::{self, Guarded};
use passdown::world::serve::Live;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use walkdir::WalkDir;

const PATHS: &[&str] = &[
    "index.md",
    "plan.md",
    "duties/_index.md",
    "duties/backup.md",
    "duties/10-keys.md",
    "people/olivia.md",
    "people/priya.md",
    "private/pay.md",
    "systems/deep/er/licence.md",
];

const FRONTS: &[&str] = &[
    "",
    "---\ntitle: Backup\ntags: [keys, Servers]\n---\n",
    "---\ntitle: Keys\nowner: olivia\nbackup: priya\naliases: [/old.html, spare]\n---\n",
    "---\ntitle: Backup\nweight: 3\naudience: public\nslug: other\n---\n",
    "---\ntitle: Hidden\naudience: private\n---\n",
    "---\ndraft: true\ntags: [keys]\nownr: olivia\n---\n",
    "---\ntitle: [broken\nreviewed: 2026-02-31\n---\n",
    "---\nkind: process\nsystems: [licence]\nhow: backup\ntemplate: lean.html\n---\n",
];

const BODIES: &[&str] = &[
    "One paragraph.\n",
    "# Keys\n\nSee [the plan](/plan.md#steps) and [[Backup]], [[olivia]], [[nobody]].\n",
    "## Steps\n\n![[backup]]\n\n![[keys#steps]]\n",
    "# Plan\n\n## Steps\n\n1. one\n2. two[^a]\n\n[^a]: a note\n\n## Steps\n",
    "<div class=\"x\"><script>1</script>[up](../index.md) [gone](gone.md)</div>\n\n![p](/p.png)\n",
    "```rust file=/shown.rs#part\n```\n\n\"quoted\" -- text https://example.org\n",
    "[[a|]] ![[loop]] [x](#y) {{ .Values.x }} [t]({{ ref }})\n",
];

const TEMPLATES: &[Option<&str>] = &[
    None,
    Some(
        "{% extends \"default/page.html\" %}{% block main %}<p>{{ page.title }}</p>{{ super() }}{% endblock %}",
    ),
    Some("<title>{{ site.title }}</title>{{ page.title }}{{ page.content | safe }}{{ page.href }}"),
    Some("{{ page.nothing.at.all }}"),
    Some("{% if %}"),
];

const BOOKS: &[&str] = &[
    "",
    "[book]\ntitle = \"Desk\"\ndescription = \"How\"\n",
    "[output.html]\nsmart-punctuation = true\nsite-url = \"https://example.org/x/\"\n",
    "[output.html]\nunsafe-html = true\ndefault-theme = \"dark\"\n",
    "[book]\ndefault-audience = \"public\"\n[check]\nbroken-link = \"warn\"\n",
    "[kinds.duty]\nicon = \"role\"\nfolders = [\"plans\", \"systems\"]\n[extra]\nx = 1\n",
    "[output.html.redirect]\n\"/gone.html\" = \"plan.html\"\n",
    "[book]\nlanguage = \"ar\"\ntitel = \"x\"\n",
];

const SUMMARIES: &[Option<&str>] = &[
    None,
    Some("# Summary\n\n- [Plan](plan.md)\n  - [Keys](duties/10-keys.md)\n"),
    Some("- [Backup](duties/backup.md)\n- [Nothing](nothing.md)\n"),
];

const STYLES: &[&str] = &["", "a { color: red }", "b { color: blue }"];

const SHOWN: &[&str] = &[
    "",
    "// region part\nfn a() {}\n// endregion\n",
    "// region part\nfn b() {}\n// endregion\n",
];

/// One change to a project.
#[derive(Clone, Debug)]
enum Edit {
    Write(&'static str, &'static str, String),
    Append(&'static str, String),
    Front(&'static str, &'static str),
    Rename(&'static str, &'static str),
    Swap(&'static str, &'static str),
    Delete(&'static str),
    Template(&'static str, Option<&'static str>),
    Style(&'static str),
    Book(&'static str),
    Summary(Option<&'static str>),
    Shown(&'static str),
    Picture(Option<u8>),
    Readers(Audience, bool),
}

fn edit() -> impl Strategy<Value = Edit> {
    let path = || select(PATHS);
    let body = || {
        prop_oneof![
            4 => select(BODIES).prop_map(str::to_owned),
            1 => vec(select(BODIES), 2..4).prop_map(|bodies| bodies.concat()),
            1 => "[ -~\n]{0,60}",
        ]
    };
    prop_oneof![
        8 => (path(), select(FRONTS), body()).prop_map(|(path, front, body)| Edit::Write(path, front, body)),
        2 => (path(), body()).prop_map(|(path, body)| Edit::Append(path, body)),
        2 => (path(), select(FRONTS)).prop_map(|(path, front)| Edit::Front(path, front)),
        3 => (path(), path()).prop_map(|(from, to)| Edit::Rename(from, to)),
        2 => (path(), path()).prop_map(|(one, other)| Edit::Swap(one, other)),
        2 => path().prop_map(Edit::Delete),
        2 => (select(&["page.html", "section.html", "lean.html"][..]), select(TEMPLATES))
            .prop_map(|(name, text)| Edit::Template(name, text)),
        1 => select(STYLES).prop_map(Edit::Style),
        3 => select(BOOKS).prop_map(Edit::Book),
        1 => select(SUMMARIES).prop_map(Edit::Summary),
        1 => select(SHOWN).prop_map(Edit::Shown),
        1 => proptest::option::of(any::<u8>()).prop_map(Edit::Picture),
        1 => (select(&[Audience::Public, Audience::Team][..]), any::<bool>())
            .prop_map(|(audience, drafts)| Edit::Readers(audience, drafts)),
    ]
}

/// A project in memory.
struct Project {
    pages: BTreeMap<&'static str, String>,
    templates: BTreeMap<&'static str, &'static str>,
    style: &'static str,
    book: &'static str,
    summary: Option<&'static str>,
    shown: &'static str,
    picture: Option<u8>,
    readers: (Audience, bool),
}

impl Project {
    fn new() -> Self {
        let body = |number: usize| FRONTS[number % 4].to_owned() + BODIES[number % BODIES.len()];
        Self {
            pages: (0..)
                .zip(PATHS)
                .map(|(number, path)| (*path, body(number)))
                .collect(),
            templates: BTreeMap::new(),
            style: "",
            book: "",
            summary: None,
            shown: "",
            picture: None,
            readers: (Audience::Team, false),
        }
    }

    fn edit(&mut self, edit: &Edit) {
        match edit {
            Edit::Write(path, front, body) => drop(self.pages.insert(path, format!("{front}{body}"))),
            Edit::Append(path, more) => self.pages.entry(path).or_default().push_str(more),
            Edit::Front(path, front) => {
                if let Some(text) = self.pages.get_mut(path) {
                    let old = FRONTS.iter().rfind(|old| text.starts_with(**old));
                    text.replace_range(..old.map_or(0, |old| old.len()), front);
                }
            }
            Edit::Swap(one, other) => {
                let (first, second) = (self.pages.remove(one), self.pages.remove(other));
                self.pages.extend(first.map(|text| (*other, text)));
                self.pages.extend(second.map(|text| (*one, text)));
            }
            Edit::Rename(from, to) => {
                if let Some(text) = self.pages.remove(from) {
                    self.pages.insert(to, text);
                }
            }
            Edit::Delete(path) => drop(self.pages.remove(path)),
            Edit::Template(name, Some(text)) => drop(self.templates.insert(name, text)),
            Edit::Template(name, None) => drop(self.templates.remove(name)),
            Edit::Style(style) => self.style = style,
            Edit::Book(book) => self.book = book,
            Edit::Summary(summary) => self.summary = *summary,
            Edit::Shown(shown) => self.shown = shown,
            Edit::Picture(picture) => self.picture = *picture,
            Edit::Readers(audience, drafts) => self.readers = (*audience, *drafts),
        }
    }

    /// What the world would hand to a build, read anew.
    fn inputs(&self) -> Inputs {
        let text = |file: &str, content: &str| Arc::new(Text::new(file, content));
        let (config, findings) = config::read(Some(&Text::new("book.toml", self.book)), &[]);
        let source = |(path, content): (&&str, &String)| Source {
            path: SourcePath::new(path).expect("a test's paths are sound"),
            text: text(&format!("content/{path}"), content),
            includes: wanted(content)
                .into_iter()
                .map(|wanted| Include {
                    wanted,
                    text: Ok(self.shown.into()),
                })
                .collect(),
        };
        let templates = self.templates.iter().map(|(name, content)| {
            let file = format!("templates/{name}");
            ((*name).to_owned(), text(&file, content))
        });
        let own = Layer {
            templates: templates.collect(),
            statics: vec![(
                Url::new("css/own.css").expect("sound"),
                self.style.as_bytes().into(),
            )],
            ..Layer::default()
        };
        let picture = self.picture.map(|byte| Asset {
            path: SourcePath::new("p.png").expect("sound"),
            bytes: [byte].into(),
            text: None,
        });
        Inputs {
            config,
            sources: self.pages.iter().map(source).collect(),
            summary: self.summary.map(|content| text("content/SUMMARY.md", content)),
            assets: picture.into_iter().collect(),
            theme: ThemeFiles {
                layers: vec![own, default_layer()],
            },
            additional: Vec::new(),
            history: History::default(),
            today: jiff::civil::date(2026, 11, 24),
            audience: self.readers.0,
            drafts: self.readers.1,
            unannounced: self.readers.1,
            findings,
        }
    }
}

/// What a script came to.
struct Ran {
    /// How many of its builds wrote a site.
    written: usize,
    /// What `serve` answers from.
    live: Live,
    /// What `build` wrote last.
    last: Outputs,
}

/// Runs a script of edits; after each, a build with the memory of the last must equal one without.
fn run(script: &[Edit], doubt: Doubt) -> Ran {
    let mut project = Project::new();
    let (first, mut memo) = build::build(&project.inputs(), Memo::default(), doubt);
    let mut ran = Ran {
        written: 0,
        live: Live::default().next(first.outputs.clone(), &first.diagnostics),
        last: first.outputs,
    };
    for (number, edit) in script.iter().enumerate() {
        project.edit(edit);
        let (warm, next) = build::build(&project.inputs(), memo, doubt);
        memo = next;
        let (cold, _) = build::build(&project.inputs(), Memo::default(), Doubt::No);
        let after = format!("after edit {number}: {edit:?}");
        assert_eq!(&warm.diagnostics, &cold.diagnostics, "findings {after}");
        let differ = cold
            .outputs
            .iter()
            .filter(|(url, output)| warm.outputs.get(*url) != Some(*output));
        let differ: Vec<_> = differ.map(|(url, _)| url.as_str()).collect();
        assert_eq!(differ, Vec::<&str>::new(), "{after}");
        assert_eq!(warm.outputs.len(), cold.outputs.len(), "{after}");
        assert_eq!(warm.pages, cold.pages, "{after}");
        if warm.severity() == Some(Severity::Blocking) {
            ran.live = ran.live.blocked(&warm.diagnostics);
        } else {
            ran.written += 1;
            ran.live = ran.live.next(warm.outputs, &warm.diagnostics);
            ran.last = cold.outputs;
        }
    }
    ran
}

/// Publishes what `build` wrote last over what is there, and compares the disk with what `serve` answers from.
fn served_is_written(ran: &Ran, folder: &Path) {
    let guarded = Guarded {
        project: folder.join("project"),
        never: Vec::new(),
        home: None,
    };
    let site = folder.join("project/public");
    publish::publish(&site, &guarded, &ran.last).expect("it can be written");
    let files = WalkDir::new(&site)
        .into_iter()
        .map(|entry| entry.expect("it can be read").into_path());
    let files = files.filter(|path| path.is_file() && !path.ends_with(".passdown-manifest"));
    let written: BTreeMap<String, Vec<u8>> = files
        .map(|path| {
            let name = path
                .strip_prefix(&site)
                .expect("it lies below")
                .to_string_lossy()
                .into_owned();
            (name, std::fs::read(&path).expect("it can be read"))
        })
        .collect();
    let served = ran
        .live
        .files()
        .map(|(url, bytes)| (url.to_string(), bytes.to_vec()));
    assert!(
        served.collect::<BTreeMap<_, _>>() == written,
        "the disk differs from what is served"
    );
}

/// How many scripts are run, if nothing else is asked for.
const SCRIPTS: u32 = 1000;
/// How many edits a script has.
const EDITS: usize = 4;
/// One script of so many is also written to the disk.
const SAMPLE: usize = 10;

#[test]
fn warm_equals_cold() {
    let asked = std::env::var("PASSDOWN_SCRIPTS").ok();
    let scripts = asked.and_then(|asked| asked.parse().ok()).unwrap_or(SCRIPTS);
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get() as u32);
    let written = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| written.fetch_add(some_scripts(scripts.div_ceil(threads)), Ordering::Relaxed));
        }
    });
    let written = written.into_inner();
    println!("{scripts} scripts of {EDITS} edits wrote {written} sites");
    assert!(
        written > scripts as usize,
        "too many scripts wrote nothing to compare"
    );
}

/// Runs so many scripts; gives how many sites they wrote.
fn some_scripts(count: u32) -> usize {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let (ran, written) = (Cell::new(0), Cell::new(0));
    let config = ProptestConfig {
        cases: count,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let tested = TestRunner::new(config).run(&vec(edit(), EDITS), |script| {
        let came_to = run(&script, Doubt::No);
        if ran.get() % SAMPLE == 0 {
            served_is_written(&came_to, folder.path());
        }
        ran.set(ran.get() + 1);
        written.set(written.get() + came_to.written);
        Ok(())
    });
    tested.unwrap_or_else(|failure| panic!("{failure}"));
    written.get()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_doubted_memory_holds(script in vec(edit(), 40)) {
        run(&script, Doubt::Yes);
    }
}

/// A chain of edits that must not all end in blocked builds, or the tests above would compare nothing.
#[test]
fn scripts_write_sites() {
    let script: Vec<Edit> = STYLES
        .iter()
        .map(|style| Edit::Style(style))
        .chain(PATHS.iter().map(|path| Edit::Delete(path)))
        .collect();
    assert_eq!(run(&script, Doubt::Yes).written, script.len());
}
