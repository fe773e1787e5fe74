//! Index files as they are published: a script that hands over packed bytes, or JSON as it is.
//!
//! Takes a kind of file and its bytes; gives the file's name and text, and the bytes back from such a text. It must
//! not know what the bytes mean.

use std::cell::RefCell;
use std::sync::Arc;
use std::thread::LocalKey;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use libdeflater::{CompressionLvl, Compressor, Decompressor};

use super::codec::Damaged;

/// The folder whose files are JSON, which a script can hold as it is. Packed and in base64 it would be a quarter smaller on
/// the disk, but no smaller on its way from a server that packs, and take longer to write and to read.
const JSON: &str = "f";
/// The folder whose files are hashes for the most part, which no packing makes smaller.
const UNPACKED: &str = "x";
/// No index file is larger than this when unpacked.
const LARGEST: usize = 64 << 20;

/// The hash in a file's name.
pub(super) type Hash = [u8; 5];

/// A published index file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name below `search/`, without `.js`.
    pub name: String,
    /// Its bytes.
    pub script: Arc<[u8]>,
}

/// The address of the index file of a name.
pub fn address(name: &str) -> String {
    format!("search/{name}.js")
}

/// Whether an address looks like that of an index file.
pub fn is_address(url: &str) -> bool {
    url.starts_with("search/") && url.ends_with(".js")
}

/// The file for some bytes in a folder of `search/`, with the hash that its name holds.
pub(super) fn hashed(folder: &str, bytes: &[u8]) -> (Hash, File) {
    let mut hash = Hash::default();
    hash.copy_from_slice(&blake3::hash(bytes).as_bytes()[..5]);
    let name = name(folder, hash);
    let file = match folder {
        JSON => script(name, |script| script.extend_from_slice(bytes)),
        UNPACKED => script(name, |script| quote(bytes, &WRAPPER, script)),
        _ => file(name, bytes),
    };
    (hash, file)
}

/// The name of the file with a hash in a folder.
pub(super) fn name(folder: &str, hash: Hash) -> String {
    let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{folder}/{digits}")
}

/// The file of a name for some bytes.
pub(super) fn file(name: String, bytes: &[u8]) -> File {
    script(name, |script| quote(bytes, &PACKER, script))
}

/// The script of a name that hands over what `write` appends.
fn script(name: String, write: impl FnOnce(&mut Vec<u8>)) -> File {
    let mut script = start(&name).into_bytes();
    write(&mut script);
    script.extend_from_slice(END);
    let script = script.into();
    File { name, script }
}

/// How the script of a name starts.
fn start(name: &str) -> String {
    format!("passdown.search.put(\"{name}\",")
}

/// How every script ends.
const END: &[u8] = b")\n";

/// Appends bytes as a string of JavaScript.
fn quote(bytes: &[u8], packer: &'static Packer, into: &mut Vec<u8>) {
    let text = STANDARD.encode(gzip(bytes, packer));
    into.push(b'"');
    into.extend_from_slice(text.as_bytes());
    into.push(b'"');
}

/// Working memory of a packer, which is larger than most files.
type Packer = LocalKey<RefCell<Compressor>>;

thread_local! {
    /// Packs lightly: files this small shrink by a hundredth at most if one tries harder.
    static PACKER: RefCell<Compressor> = RefCell::new(Compressor::new(level(1)));
    /// Only puts a header and a sum around the bytes.
    static WRAPPER: RefCell<Compressor> = RefCell::new(Compressor::new(level(0)));
}

fn level(level: i32) -> CompressionLvl {
    CompressionLvl::new(level).expect("the levels are from 0 to 12")
}

/// Packs bytes with a header that names neither a time nor a system.
fn gzip(bytes: &[u8], packer: &'static Packer) -> Vec<u8> {
    packer.with_borrow_mut(|packer| {
        let mut packed = vec![0; packer.gzip_compress_bound(bytes.len())];
        let length = packer.gzip_compress(bytes, &mut packed);
        packed.truncate(length.expect("what is packed is never larger than its bound"));
        packed
    })
}

/// The bytes that a script of a name hands over.
pub(super) fn unpack(name: &str, script: &[u8]) -> Result<Vec<u8>, Damaged> {
    let contents = script
        .strip_prefix(start(name).as_bytes())
        .and_then(|rest| rest.strip_suffix(END))
        .ok_or(Damaged("it is no index file of this name"))?;
    let quoted = contents
        .strip_prefix(b"\"")
        .and_then(|rest| rest.strip_suffix(b"\""));
    let Some(packed) = quoted else {
        return Ok(contents.to_vec());
    };
    let packed = STANDARD.decode(packed).map_err(|_| Damaged("it is not base64"))?;
    // The last four bytes say how many come out.
    let (_, length) = packed.split_last_chunk().ok_or(Damaged("it ends too early"))?;
    let length = u32::from_le_bytes(*length) as usize;
    if length > LARGEST {
        return Err(Damaged("it is too large"));
    }
    let mut bytes = vec![0; length];
    let read = Decompressor::new().gzip_decompress(&packed, &mut bytes);
    if read != Ok(length) {
        return Err(Damaged("it cannot be unpacked"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back() {
        let long: Vec<u8> = (0..100_000u32)
            .flat_map(|n| n.wrapping_mul(n).to_le_bytes())
            .collect();
        for bytes in [&b""[..], b"a", "tide desk".repeat(5000).as_bytes(), &long] {
            let (hash, file) = hashed("t", bytes);
            assert_eq!(file.name, name("t", hash));
            assert_eq!(unpack(&file.name, &file.script).as_deref(), Ok(bytes));
            assert_eq!(hashed("t", bytes).1, file, "packing is a function of the bytes");
        }
    }

    #[test]
    fn json_stays_as_it_is() {
        let json = "{\"title\":\"\u{2028}é \\\"quoted\\\"\"}".as_bytes();
        let (_, file) = hashed("f", json);
        assert!(file.script.windows(json.len()).any(|part| part == json));
        assert_eq!(unpack(&file.name, &file.script).as_deref(), Ok(json));
    }

    #[test]
    fn what_is_no_index_file_is_refused() {
        let (_, file) = hashed("t", b"some bytes");
        assert!(unpack("t/0000000000", &file.script).is_err());
        let end = file.script.len() - END.len();
        let begin = start(&file.name).len();
        for at in begin + 1..end - 1 {
            let mut damaged = file.script.to_vec();
            damaged[at] ^= 0x15;
            // Of all bytes only some of gzip's header bear no meaning.
            if let Ok(bytes) = unpack(&file.name, &damaged) {
                assert_eq!(bytes, b"some bytes", "byte {at}");
            }
            assert!(unpack(&file.name, &file.script[..at]).is_err(), "cut at {at}");
        }
    }
}
