//! Index files as they are published: a script that hands over packed bytes.
//!
//! Takes a kind of file and its bytes; gives the file's name and text, and the bytes back from such a text. It must
//! not know what the bytes mean.

use std::cell::RefCell;
use std::io::Read;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use flate2::{Compress, Compression, Crc, FlushCompress};

use super::codec::Damaged;

/// How hard the bytes are packed: beyond this, time grows much faster than files shrink.
const LEVEL: u32 = 4;
/// No index file is larger than this when unpacked.
const LARGEST: u64 = 64 << 20;

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

/// The file for some bytes in a folder of `search/`, with the hash that its name holds.
pub(super) fn hashed(folder: &str, bytes: &[u8]) -> (Hash, File) {
    let mut hash = Hash::default();
    hash.copy_from_slice(&blake3::hash(bytes).as_bytes()[..5]);
    (hash, file(name(folder, hash), bytes))
}

/// The name of the file with a hash in a folder.
pub(super) fn name(folder: &str, hash: Hash) -> String {
    let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{folder}/{digits}")
}

/// The file of a name for some bytes.
pub(super) fn file(name: String, bytes: &[u8]) -> File {
    let mut script = format!("passdown.search.put(\"{name}\",\"");
    STANDARD.encode_string(gzip(bytes), &mut script);
    script.push_str("\")\n");
    let script = script.into_bytes().into();
    File { name, script }
}

thread_local! {
    /// Working memory of the packer, which is larger than most files and would take longer to clear than they to pack.
    static PACKER: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(LEVEL), false));
}

/// Packs bytes with a header that names neither a time nor a system.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(bytes.len() / 2 + 64);
    packed.extend_from_slice(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
    PACKER.with_borrow_mut(|packer| {
        packer.reset();
        let mut done = flate2::Status::Ok;
        while done != flate2::Status::StreamEnd {
            packed.reserve(bytes.len() / 4 + 64);
            let read = usize::try_from(packer.total_in()).expect("a file is smaller than memory");
            done = packer
                .compress_vec(&bytes[read..], &mut packed, FlushCompress::Finish)
                .expect("packing takes any bytes");
        }
    });
    let mut sum = Crc::new();
    sum.update(bytes);
    packed.extend_from_slice(&sum.sum().to_le_bytes());
    packed.extend_from_slice(&sum.amount().to_le_bytes());
    packed
}

/// The bytes that a script of a name hands over.
pub(super) fn unpack(name: &str, script: &[u8]) -> Result<Vec<u8>, Damaged> {
    let start = format!("passdown.search.put(\"{name}\",\"");
    let packed = script
        .trim_ascii()
        .strip_prefix(start.as_bytes())
        .and_then(|rest| rest.strip_suffix(b"\")"))
        .ok_or(Damaged("it is no index file of this name"))?;
    let packed = STANDARD.decode(packed).map_err(|_| Damaged("it is not base64"))?;
    let mut bytes = Vec::new();
    let mut unpacked = GzDecoder::new(&*packed).take(LARGEST);
    unpacked
        .read_to_end(&mut bytes)
        .map_err(|_| Damaged("it cannot be unpacked"))?;
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
    fn what_is_no_index_file_is_refused() {
        let (_, file) = hashed("t", b"some bytes");
        assert!(unpack("t/0000000000", &file.script).is_err());
        for at in 0..file.script.len() - 1 {
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
