//! Floor 4: the search.
//!
//! Takes the site and makes the files of its index; takes such files and answers queries from them. Only what the
//! audience may see is in the site, so only that is in the index. It must not know how a page looks, the disk, or
//! the terminal. `docs/src/search-format.md` says what the files hold, for the script in the browser reads them too.

mod analyse;
mod bins;
mod bucket;
mod candidates;
mod codec;
mod excerpt;
mod facets;
mod find;
mod fragment;
mod group;
mod index;
mod ledger;
mod merge;
mod pack;
mod page;
mod phrase;
mod posting;
mod query;
mod rank;
mod reader;
mod root;
mod score;
mod shard;
mod spelling;
pub mod terms;
mod topic;

pub use self::excerpt::{Excerpt, Marker};
pub use self::facets::Facet;
pub use self::find::{Answer, Asked, Hit, find};
pub use self::fragment::Fragment;
pub use self::index::{Beside, Memo, index};
pub use self::pack::{File, address, is_address};
pub use self::page::Generated;
pub use self::reader::{Fault, Reader, Source};
