//! What a build gives: every published file, whole, by its address.
//!
//! Takes the rendered bytes; gives one ordered map. It must not know how files reach a disk or a browser.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::words::path::Url;

/// The bytes of one published file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Output(pub Arc<[u8]>);

/// All published files by address.
pub type Outputs = BTreeMap<Url, Output>;

impl From<String> for Output {
    fn from(text: String) -> Self {
        Self(text.into_bytes().into())
    }
}
