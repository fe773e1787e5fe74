//! `passdown new`: starts a page with the questions that it should answer.
//!
//! Takes a word and a title; writes one file that was not there before, and prints its path.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::sources::Sources;
use super::{Common, report};
use crate::document::front_matter::edit::{scalar, set};
use crate::document::front_matter::read;
use crate::kinds::Kind;
use crate::site::nearest_person;
use crate::starting::{STARTS, start};
use crate::words::address::is_address;
use crate::words::nearest::nearest;
use crate::words::slug::slug;
use crate::words::text::Text;
use crate::world::edit;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What kind of page it is, or another word that `--list` shows
    #[arg(required_unless_present = "list")]
    kind: Option<String>,
    /// What it is called
    #[arg(required_unless_present = "list")]
    title: Vec<String>,
    /// Who answers for it: a person or role [default: you, as git knows you]
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// List the words, and write nothing
    #[arg(long)]
    list: bool,
}

pub(super) fn run(arguments: &Arguments, common: &Common) -> Result<ExitCode> {
    let sources = Sources::read(common)?;
    if arguments.list {
        report::print(&list(&sources))?;
        return Ok(ExitCode::SUCCESS);
    }
    let word = arguments.kind.as_deref().unwrap_or_default();
    let title = arguments.title.join(" ").trim().to_owned();
    let (kind, text) = beginning(&sources, word)?;
    let owner = owner(&sources, arguments.owner.as_deref(), common)?;
    let today = sources.project.inputs.today.to_string();
    let filled = filled(&text, &title, owner.as_deref().unwrap_or_default(), &today);
    let folder = folder(&sources, kind);
    let path = format!("{folder}/{}.md", file_name(&title, kind)?);
    let page = of_kind(&sources, kind, &folder, &path, filled);
    let file = sources.project.content.join(&path);
    if !edit::create(&file, &page)? {
        bail!(
            "`{}` is there already: open it, or choose another title",
            from_here(&file)
        );
    }
    report::print(&format!("{}\n", from_here(&file)))?;
    Ok(ExitCode::SUCCESS)
}

/// The words that can be asked for, each with what it is for.
fn list(sources: &Sources) -> String {
    let built_in = STARTS.iter().map(|start| (start.words[0], start.doc.to_owned()));
    let kinds = sources
        .site
        .kinds
        .iter()
        .filter(|kind| start(&kind.name).is_none());
    let own = kinds.map(|kind| (kind.name.as_str(), format!("one of your own {}", kind.plural)));
    let all: Vec<(&str, String)> = built_in.chain(own).collect();
    let widest = all
        .iter()
        .map(|(word, _)| word.chars().count())
        .max()
        .unwrap_or_default();
    all.iter()
        .map(|(word, doc)| format!("{word:widest$}  {doc}\n"))
        .collect()
}

/// The kind that a word asks for, and the text that its page starts with.
fn beginning<'s>(sources: &'s Sources, word: &str) -> Result<(&'s Kind, String)> {
    let kinds = &sources.site.kinds;
    if let Some(kind) = kinds.get(word) {
        return Ok((kind, text_of(sources, kind)?));
    }
    if let Some((start, kind)) = start(word).and_then(|start| Some((start, kinds.get(start.kind)?))) {
        return Ok((kind, start.text.to_owned()));
    }
    let words = STARTS.iter().flat_map(|start| start.words).copied();
    let folders = kinds.iter().flat_map(|kind| &kind.folders).map(String::as_str);
    let names = kinds.iter().map(|kind| kind.name.as_str());
    match nearest(word, words.chain(names).chain(folders)) {
        Some(near) => {
            let near = kinds.of_folder(near).map_or(near, |kind| &kind.name);
            bail!("there is no kind `{word}`: did you mean `{near}`?")
        }
        None => bail!("there is no kind `{word}`: `passdown new --list` shows them all"),
    }
}

/// The text for a kind: the one that book.toml names, else the built-in one, else one made of its fields.
fn text_of(sources: &Sources, kind: &Kind) -> Result<String> {
    let tables = &sources.project.inputs.config.kinds;
    let table = tables
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(&kind.name));
    if let Some(path) = table.and_then(|(_, table)| table.start.as_deref()) {
        let named = || format!("book.toml names `{path}` as the text to start with");
        let own = edit::text(&sources.project.root.join(path)).with_context(named)?;
        return own.context("it is not UTF-8").with_context(named);
    }
    if let Some(start) = start(&kind.name) {
        return Ok(start.text.to_owned());
    }
    let fields = kind
        .required
        .iter()
        .filter(|field| !["title", "owner"].contains(&field.as_str()));
    let fields: String = fields.map(|field| format!("{field}:\n")).collect();
    Ok(format!(
        "---\ntitle: {{{{title}}}}\nowner: {{{{owner}}}}\n{fields}---\n"
    ))
}

/// Who answers for the page, as front matter names them.
fn owner(sources: &Sources, given: Option<&str>, common: &Common) -> Result<Option<String>> {
    let Some(name) = given else {
        return Ok(sources.me().0.map(|me| sources.name(me).to_owned()));
    };
    if let Some(person) = sources.person(name) {
        return Ok(Some(sources.name(person).to_owned()));
    }
    if nearest_person(&sources.site, name).is_some() {
        return Err(sources.nobody(name));
    }
    if !is_address(name) {
        let hint = format!("`{name}` has no page yet: `passdown new person \"{name}\"` starts one");
        report::say(common, &hint);
    }
    Ok(Some(name.trim().to_owned()))
}

/// A starting text with everything put in: as YAML in its front matter, as it is below.
fn filled(text: &str, title: &str, owner: &str, today: &str) -> String {
    let (_, body, _) = read(&Text::new("", text));
    let (front, body) = text.split_at(body);
    // Nothing is written as nothing, which no sign of YAML is.
    let yaml = |text: &str| {
        if text.is_empty() {
            String::new()
        } else {
            scalar(text)
        }
    };
    let front = put(front, &yaml(title), &yaml(owner), today);
    let lines = front
        .split_inclusive('\n')
        .map(|line| match line.strip_suffix(": \n") {
            Some(key) => format!("{key}:\n"),
            None => line.to_owned(),
        });
    lines.collect::<String>() + &put(body, title, owner, today)
}

fn put(text: &str, title: &str, owner: &str, today: &str) -> String {
    let dated = text.replace("{{today}}", today);
    dated.replace("{{owner}}", owner).replace("{{title}}", title)
}

/// The folder of a kind: the first of its folders that is there, else the first.
fn folder(sources: &Sources, kind: &Kind) -> String {
    let is_there = |folder: &&String| sources.project.content.join(folder).is_dir();
    let folder = kind.folders.iter().find(is_there).or(kind.folders.first());
    folder.unwrap_or(&kind.name).clone()
}

/// A title as a file name that stands for a page of its own, on every system.
fn file_name(title: &str, kind: &Kind) -> Result<String> {
    const TAKEN: [&str; 6] = ["index", "readme", "con", "prn", "aux", "nul"];
    match slug(title) {
        name if name.is_empty() => bail!("a page needs a title with a letter or a digit in it"),
        name if TAKEN.contains(&name.as_str()) => Ok(format!("{name}-{}", kind.name)),
        name => Ok(name),
    }
}

/// The page with its kind written into it, where its folder does not say it.
fn of_kind(sources: &Sources, kind: &Kind, folder: &str, path: &str, page: String) -> String {
    let said = sources.site.kinds.of_folder(folder).map(|kind| &kind.name);
    if said == Some(&kind.name) {
        return page;
    }
    // A text of somebody's own may be anything; then the folder must do.
    set(&Text::new(path, page.as_str()), "kind", &kind.name, "title").unwrap_or(page)
}

/// A file as it can be opened from the current folder.
fn from_here(file: &Path) -> String {
    let here = std::env::current_dir().ok();
    let below = here.and_then(|here| file.strip_prefix(here).ok().map(Path::to_owned));
    below.as_deref().unwrap_or(file).display().to_string()
}
