//! The index of a whole site, as files.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::analyse::{PageShare, Part, Share, analyse};
use super::bucket;
use super::codec::put_front_coded;
use super::facets::Facets;
use super::fragment;
use super::group::groups;
use super::merge::{Block, Bucket, BucketInput, merge};
use super::pack::{self, File, Hash};
use super::page::{Generated, PageInput};
use super::root::{Directory, GROUP, Root};
use super::shard::{self, ShardInput};
use crate::config::Search;
use crate::site::Site;
use crate::words::memo::{self, Doubt, Table};
use crate::words::path::Url;

/// What one build of the index remembers for the next.
#[derive(Debug, Default)]
pub struct Memo {
    shares: Table<Share>,
    buckets: Table<Bucket>,
    shards: Table<(Hash, File)>,
    lists: Table<(Hash, File)>,
}

/// What the search knows of a site besides its written pages.
#[derive(Debug, Default)]
pub struct Beside {
    /// Pages that nobody wrote.
    pub generated: Vec<Generated>,
    /// The addresses of those whose review has run out, which come a little later than others.
    pub overdue: BTreeSet<Url>,
}

/// Makes the search's files for a site, recalling from `old` what has not changed.
pub fn index(site: &Site, beside: &Beside, asked: &Search, old: &Memo, doubt: Doubt) -> (Vec<File>, Memo) {
    let pages = pages(site, &beside.generated);
    let groups = groups(&pages).into_par_iter();
    let (shares, share_memo) = memo::map(&old.shares, groups, analyse, doubt);
    let inputs = inputs(&shares).into_par_iter();
    let (buckets, bucket_memo) = memo::map(&old.buckets, inputs, merge, doubt);

    let shards = shards(&buckets);
    let (packed, shard_memo) = memo::map(&old.shards, shards.par_iter(), |shard| shard::pack(shard), doubt);
    let lists = lists(&pages, &shares, &buckets);
    let bytes = lists.par_iter().map(|list| (list.folder, &list.bytes));
    let (listed, list_memo) = memo::map(
        &old.lists,
        bytes,
        |(folder, bytes)| pack::hashed(folder, bytes),
        doubt,
    );

    let shards = shards.iter().map(|shard| (shard.folder(), shard.first()));
    let lists = lists.iter().map(|list| (list.folder, &*list.first));
    let named: Vec<Named<'_>> = shards
        .zip(&packed)
        .chain(lists.zip(&listed))
        .map(|((folder, first), file)| Named {
            folder,
            first,
            hash: file.0,
        })
        .collect();
    let root = root(&pages, &beside.overdue, &shares, &named, asked);
    let (root, mut files) = root.write();
    files.push(pack::file("root".to_owned(), &root));
    files.extend(packed.iter().chain(&listed).map(|file| file.1.clone()));
    let pieces = page_shares(&shares).flat_map(|page| &page.fragment);
    files.extend(pieces.map(|(_, _, file)| file.clone()));
    let memo = Memo {
        shares: share_memo,
        buckets: bucket_memo,
        shards: shard_memo,
        lists: list_memo,
    };
    (files, memo)
}

/// The pages in the order of their numbers.
fn pages<'s>(site: &'s Site, generated: &'s [Generated]) -> Vec<PageInput<'s>> {
    let written = site.pages.par_iter().map(|page| PageInput::of(site, page));
    let generated = generated.par_iter().map(PageInput::of_generated);
    let mut pages: Vec<PageInput<'_>> = written.chain(generated).collect();
    pages.sort_unstable_by(|a, b| a.url.cmp(b.url));
    pages
}

/// The files of terms, of common terms and of followers.
fn shards(buckets: &[Arc<Bucket>]) -> Vec<ShardInput<'_>> {
    let mut shards = Vec::new();
    let mut divide = |folder, blocks: fn(&Bucket) -> &Vec<Block>| {
        let blocks: Vec<&[Block]> = buckets.iter().map(|bucket| blocks(bucket).as_slice()).collect();
        shard::divide(folder, &blocks, &mut shards);
    };
    divide("t", |bucket| &bucket.terms);
    divide("c", |bucket| &bucket.common);
    divide("x", |bucket| &bucket.followers);
    shards
}

/// A file as the root names it.
struct Named<'f> {
    folder: &'static str,
    first: &'f str,
    hash: Hash,
}

fn root(
    pages: &[PageInput<'_>],
    overdue: &BTreeSet<Url>,
    shares: &[Arc<Share>],
    files: &[Named<'_>],
    asked: &Search,
) -> Root {
    let of = |folder: &'static str| files.iter().filter(move |file| file.folder == folder);
    let directory = |folder| {
        Directory(
            of(folder)
                .map(|file| (file.first.to_owned(), file.hash))
                .collect(),
        )
    };
    let which = |is_one: &dyn Fn(&PageInput<'_>) -> bool| {
        let those = (0..).zip(pages).filter(|(_, page)| is_one(page));
        those.map(|(number, _)| number).collect()
    };
    Root {
        limit: u32::try_from(asked.limit_results).unwrap_or(u32::MAX),
        boosts: boosts(asked),
        lengths: page_shares(shares).map(|page| page.length).collect(),
        terms: directory("t"),
        common: directory("c"),
        followers: directory("x"),
        lexicon: directory("l"),
        fragments: of("p").map(|file| file.hash).collect(),
        facets: of("facets").map(|file| file.hash).next().unwrap_or_default(),
        deprecated: which(&|page| page.status == Some("deprecated")),
        archived: which(&|page| page.status == Some("archived")),
        overdue: which(&|page| overdue.contains(page.url)),
    }
}

/// What goes into each bucket.
fn inputs(shares: &[Arc<Share>]) -> Vec<BucketInput<'_>> {
    let mut pages = 0;
    let mut parts: Vec<Vec<(u32, &Share, &Part)>> = vec![Vec::new(); bucket::count()];
    for share in shares {
        for part in &share.parts {
            parts[part.bucket].push((pages, share, part));
        }
        pages += u32::try_from(share.pages.len()).expect("a site has far fewer than 2³² pages");
    }
    parts
        .into_iter()
        .map(|parts| BucketInput { parts, pages })
        .collect()
}

/// What each page gives on its own, in order.
fn page_shares(shares: &[Arc<Share>]) -> impl Iterator<Item = &PageShare> {
    shares.iter().flat_map(|share| &share.pages)
}

/// A small file that is not made of blocks.
struct List {
    folder: &'static str,
    first: String,
    bytes: Vec<u8>,
}

fn lists(pages: &[PageInput<'_>], shares: &[Arc<Share>], buckets: &[Arc<Bucket>]) -> Vec<List> {
    let mut lists = lexicon(buckets);
    let shares: Vec<&PageShare> = page_shares(shares).collect();
    lists.extend(shares.chunks(GROUP).map(|pages| List {
        folder: "p",
        first: String::new(),
        bytes: places(pages),
    }));
    lists.push(List {
        folder: "facets",
        first: String::new(),
        bytes: Facets::of(pages).write(),
    });
    lists
}

/// Where the fragments of some pages are.
fn places(pages: &[&PageShare]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for page in pages {
        let pieces = page.fragment.iter().map(|(first, hash, _)| (*first, *hash));
        fragment::put_places(pieces, &mut bytes);
    }
    bytes
}

/// The spelling lexicon, one list for each first letter.
fn lexicon(buckets: &[Arc<Bucket>]) -> Vec<List> {
    let words: Vec<&(Box<str>, u8)> = buckets.iter().flat_map(|bucket| &bucket.lexicon).collect();
    let letter = |word: &str| word.chars().next();
    let same = words.chunk_by(|a, b| letter(&a.0) == letter(&b.0));
    let lists = same.map(|words| {
        let mut bytes = Vec::new();
        let mut before = "";
        for (word, pages) in words {
            put_front_coded(before.as_bytes(), word.as_bytes(), &mut bytes);
            bytes.push(*pages);
            before = word;
        }
        List {
            folder: "l",
            first: letter(&words[0].0).into_iter().collect(),
            bytes,
        }
    });
    lists.collect()
}

fn boosts(asked: &Search) -> [u32; 4] {
    let boosts = [
        asked.boost_title,
        asked.boost_hierarchy,
        asked.boost_paragraph,
        asked.boost_questions,
    ];
    // A boost is checked when it is read, and beyond this size it only drowns the others.
    boosts.map(|boost| (boost.clamp(0.0, 10_000.0) * 100.0).round() as u32)
}
