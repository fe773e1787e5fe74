//! The texts that new pages start with, as data.
//!
//! Takes a word; gives the text that `passdown new` writes for it, and the kind of the page. Places to
//! fill in stand in double braces: `{{title}}`, `{{owner}}` and `{{today}}`. It must not know what is
//! put into them.

/// One starting text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// The words that ask for it; the first is the one to list.
    pub words: &'static [&'static str],
    /// The kind of the page.
    pub kind: &'static str,
    /// What it is for, in a line.
    pub doc: &'static str,
    /// The text.
    pub text: &'static str,
}

macro_rules! start {
    ($words:expr, $kind:literal, $file:literal, $doc:literal) => {
        Start {
            words: &$words,
            kind: $kind,
            doc: $doc,
            text: include_str!(concat!("starting/", $file, ".md")),
        }
    };
}

/// All starting texts: one for each kind, then those for the weeks of a handover.
#[rustfmt::skip]
pub static STARTS: &[Start] = &[
    start!(["note"], "note", "note", "anything worth keeping"),
    start!(["process"], "process", "process", "how something is done, step by step"),
    start!(["duty"], "duty", "duty", "what must be done again and again, and by whom"),
    start!(["project"], "project", "project", "what will be done one day: where it stands, what was promised"),
    start!(["person"], "person", "person", "who somebody is, and what to come to them for"),
    start!(["role", "role-description"], "role", "role", "what a role is for, how one sees that it is done well, and the first weeks"),
    start!(["system"], "system", "system", "what it holds, who can let you in, what to do when it is down"),
    start!(["contact"], "contact", "contact", "somebody outside who relies on us, or on whom we rely"),
    start!(["handover"], "handover", "handover", "the handover of one person: sessions, and what must not stop"),
    start!(["meeting"], "meeting", "meeting", "what was said, and who does what"),
    start!(["decision"], "decision", "decision", "what was decided, why, and what else there was"),
    start!(["handover-plan"], "note", "handover-plan", "for the manager: what to do in which order when somebody leaves"),
    start!(["brain-dump", "braindump"], "note", "brain-dump", "for the one who leaves: everything in your head, in six parts"),
    start!(["one-on-one-on-one"], "meeting", "one-on-one-on-one", "three people: who leaves, who takes over, who relies on it"),
    start!(["retrospective", "retro"], "meeting", "retrospective", "looking back, beginning with last time's actions"),
    start!(["offering"], "process", "offering", "what we do for others: how to ask, and what they can count on"),
];

/// The starting text of a word, without regard to case.
pub fn start(word: &str) -> Option<&'static Start> {
    let is_word = |known: &str| known.eq_ignore_ascii_case(word);
    STARTS
        .iter()
        .find(|start| start.words.iter().any(|known| is_word(known)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::Kinds;

    #[test]
    fn every_kind_has_a_text_and_every_text_a_kind() {
        let kinds = Kinds::built_in();
        for kind in kinds.iter() {
            assert_eq!(start(&kind.name).map(|start| start.kind), Some(&*kind.name));
        }
        for start in STARTS {
            assert!(kinds.get(start.kind).is_some(), "{}", start.kind);
            assert!(
                start.text.starts_with("---\ntitle: {{title}}\n"),
                "{}",
                start.words[0]
            );
        }
        assert_eq!(start("Retro").map(|start| start.words[0]), Some("retrospective"));
    }
}
