//! Shards: blocks put together into files of a size that is worth a request.

use std::hash::{Hash, Hasher};

use super::merge::Block;
use super::pack::{self, File};

/// Neighbouring buckets share a file while they fit into so many bytes. Each word of a query asks for a file of terms,
/// only a phrase for one of followers, and the root names them all.
fn room(folder: &str) -> usize {
    match folder {
        "x" => 24 << 10,
        _ => 6 << 10,
    }
}

/// The blocks of one file.
#[derive(Debug)]
pub(super) struct ShardInput<'b> {
    folder: &'static str,
    blocks: Vec<&'b Block>,
}

impl Hash for ShardInput<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.folder.hash(state);
        self.blocks.iter().for_each(|block| block.digest.hash(state));
    }
}

impl<'b> ShardInput<'b> {
    /// The folder that the file belongs to.
    pub(super) fn folder(&self) -> &'static str {
        self.folder
    }

    /// The first term in the file.
    pub(super) fn first(&self) -> &'b str {
        &self.blocks[0].first
    }
}

/// Packs a file.
pub(super) fn pack(input: &ShardInput<'_>) -> (pack::Hash, File) {
    let bytes: Vec<&[u8]> = input.blocks.iter().map(|block| &*block.bytes).collect();
    pack::hashed(input.folder, &bytes.concat())
}

/// Divides buckets into files.
///
/// All buckets are one file if they fit; else each half is divided by itself. So what grows in one bucket moves no
/// cut between others.
pub(super) fn divide<'b>(folder: &'static str, buckets: &[&'b [Block]], into: &mut Vec<ShardInput<'b>>) {
    let blocks = || buckets.iter().flat_map(|bucket| bucket.iter());
    if blocks().next().is_none() {
        return;
    }
    let shard = |blocks: Vec<&'b Block>| ShardInput { folder, blocks };
    if blocks().map(|block| block.bytes.len()).sum::<usize>() <= room(folder) {
        into.push(shard(blocks().collect()));
    } else if let [only] = buckets {
        into.extend(only.iter().map(|block| shard(vec![block])));
    } else {
        let (left, right) = buckets.split_at(buckets.len() / 2);
        divide(folder, left, into);
        divide(folder, right, into);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::digest::Digest;

    fn block(first: &str, size: usize) -> Block {
        let bytes = vec![0; size];
        let digest = Digest::of_bytes(first.as_bytes());
        Block {
            first: first.into(),
            bytes,
            digest,
        }
    }

    fn firsts(buckets: &[Vec<Block>]) -> Vec<String> {
        let mut shards = Vec::new();
        let buckets: Vec<&[Block]> = buckets.iter().map(Vec::as_slice).collect();
        divide("t", &buckets, &mut shards);
        shards.iter().map(|shard| shard.first().to_owned()).collect()
    }

    #[test]
    fn small_buckets_share_a_file_and_large_ones_are_cut_where_their_blocks_are() {
        let small = || vec![block("a", 100)];
        assert_eq!(firsts(&[small(), vec![], vec![block("c", 200)]]), ["a"]);
        assert_eq!(firsts(&[vec![], vec![]]), [""; 0]);
        let large = || vec![block("b", 9000), block("bo", 9000)];
        assert_eq!(
            firsts(&[small(), large(), vec![block("c", 1)], vec![block("d", 1)]]),
            ["a", "b", "bo", "c"]
        );
    }
}
