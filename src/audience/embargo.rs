//! The embargo: until the team has been told, nobody reads in any build that somebody leaves.
//!
//! Takes all documents; gives them back with every leave date cut out of which nobody may know. It
//! is cut from the front matter itself, before any page is linked, so that no view, report, feed or
//! index past this point could show it even by mistake. What an author writes into a body stays.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::{Policy, is_index};
use crate::document::Document;
use crate::kinds::Kinds;
use crate::words::digest::Digest;
use crate::words::words_of::words_of;

/// The fields that tell of a departure.
const CUT: &[&str] = &["leaves", "returns"];

/// Whether a page is about somebody's departure: of kind handover, or naming both a person and a leave date.
pub fn is_handover(document: &Document, kinds: &Kinds) -> bool {
    let has = |field: &str| document.front.entry(field).is_some();
    is_of_kind(document, kinds, "handover") || (has("person") && has("leaves"))
}

fn is_of_kind(document: &Document, kinds: &Kinds, name: &str) -> bool {
    let kind = match document.front.text("kind") {
        Some(word) => kinds.get(word),
        None if is_index(&document.path) => None,
        None => kinds.of_folder(document.path.folders().next().unwrap_or_default()),
    };
    kind.is_some_and(|kind| kind.name == name)
}

/// The names of those whose departure a handover page is about; without `person`, its file's name.
pub fn leavers(handover: &Document) -> Vec<&str> {
    let named = handover.front.texts("person");
    if named.is_empty() {
        return vec![handover.path.stem()];
    }
    named.iter().map(|person| person.text.trim()).collect()
}

/// What the handover pages say of one person.
#[derive(Clone, Copy, Default)]
struct Said {
    announced: bool,
    leaves: Option<Date>,
}

impl Policy<'_> {
    /// Whether a document is a handover page of which the team has not been told.
    pub(super) fn is_under_embargo(self, document: &Document) -> bool {
        is_handover(document, self.kinds) && !self.is_announced(document)
    }

    /// The same documents without the leave dates that nobody may know yet.
    pub(super) fn with_embargo(self, documents: Vec<Arc<Document>>) -> Vec<Arc<Document>> {
        if self.unannounced || !documents.iter().any(|document| document.front.mentions(CUT)) {
            return documents;
        }
        let said = self.said(&documents);
        let may_tell = |id: usize| {
            let said = said.get(&id).copied().unwrap_or_default();
            self.may_tell(&documents[id], said)
        };
        let cut: BTreeSet<usize> = (0..documents.len())
            .filter(|id| documents[*id].front.mentions(CUT) && !may_tell(*id))
            .collect();
        documents
            .into_iter()
            .enumerate()
            .map(|(id, document)| {
                if cut.contains(&id) {
                    silent(&document)
                } else {
                    document
                }
            })
            .collect()
    }

    /// Whether a document may tell when somebody leaves. The day after their last, everybody can see it.
    fn may_tell(self, document: &Document, said: Said) -> bool {
        if self.is_announced(document) && is_handover(document, self.kinds) {
            return true;
        }
        let leaves = said.leaves.or_else(|| document.front.date("leaves"));
        said.announced || leaves.is_some_and(|last_day| last_day < self.today)
    }

    fn is_announced(self, handover: &Document) -> bool {
        let announced = handover.front.date("announced");
        announced.is_some_and(|day| day <= self.today) && self.is_ready(handover)
    }

    /// What handover pages say, by the number of the person's page.
    fn said(self, documents: &[Arc<Document>]) -> BTreeMap<usize, Said> {
        let people = self.people(documents);
        let mut said: BTreeMap<usize, Said> = BTreeMap::new();
        for handover in documents
            .iter()
            .filter(|document| is_handover(document, self.kinds))
        {
            let leavers = leavers(handover);
            for id in leavers.iter().filter_map(|name| people.get(&name.to_lowercase())) {
                let one = said.entry(*id).or_default();
                one.announced |= self.is_announced(handover);
                one.leaves = one.leaves.max(handover.front.date("leaves"));
            }
        }
        said
    }

    /// The pages of people by every name, lowercased. Of two with one name the first by path counts.
    fn people(self, documents: &[Arc<Document>]) -> BTreeMap<String, usize> {
        let mut ids: Vec<usize> = (0..documents.len()).collect();
        ids.sort_by(|a, b| documents[*a].path.cmp(&documents[*b].path));
        let mut people = BTreeMap::new();
        for id in ids {
            let document = &documents[id];
            if is_of_kind(document, self.kinds, "person") {
                let title = words_of(document.path.name());
                for name in document.names().chain([&*title]) {
                    people.entry(name.to_lowercase()).or_insert(id);
                }
            }
        }
        people
    }
}

/// A document that tells nothing of a departure. Its digest differs, since it is no longer what its file says.
fn silent(document: &Document) -> Arc<Document> {
    let mut silent = document.clone();
    silent.front = silent.front.without(CUT);
    silent.digest = Digest::of(&(silent.digest, CUT));
    Arc::new(silent)
}
