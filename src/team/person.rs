//! One person, with or without a page.

use jiff::civil::Date;

use super::PersonId;
use crate::site::PageId;

/// Somebody whom a page is about, or whom some front matter names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their full name, or the one that was written.
    pub name: String,
    /// The page about them.
    pub page: Option<PageId>,
    /// The page of their handover.
    pub handover: Option<PageId>,
    /// Their last day, as far as the team may know it.
    pub leaves: Option<Date>,
    /// Their first day back.
    pub returns: Option<Date>,
    /// When the team was told.
    pub announced: Option<Date>,
    /// Who decides on their work.
    pub manager: Option<PersonId>,
    /// Whether they stay.
    pub standing: Standing,
}

/// Whether a person stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// They are here, and nobody knows of another plan.
    Here,
    /// Their last day is today or later, and may be known.
    Leaving,
    /// Their last day is over, and they are not back.
    Left,
}

impl Standing {
    /// The standing of somebody with these days, on `today`.
    pub fn of(leaves: Option<Date>, returns: Option<Date>, today: Date) -> Self {
        match leaves {
            None => Self::Here,
            // A return before the last day is a slip: `bad-return` tells it.
            Some(last_day) if returns.is_some_and(|back| last_day < back && back <= today) => Self::Here,
            Some(last_day) if last_day < today => Self::Left,
            Some(_) => Self::Leaving,
        }
    }
}

impl Person {
    /// The given name, for short sentences.
    pub fn first_name(&self) -> &str {
        self.name.split_whitespace().next().unwrap_or(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn standing_follows_the_days() {
        let today = date(2026, 11, 24);
        for (leaves, returns, expected) in [
            (None, None, Standing::Here),
            (Some(date(2026, 12, 3)), None, Standing::Leaving),
            (Some(today), None, Standing::Leaving),
            (Some(date(2026, 11, 23)), None, Standing::Left),
            (Some(date(2026, 6, 1)), Some(date(2026, 11, 24)), Standing::Here),
            (Some(date(2026, 6, 1)), Some(date(2026, 11, 25)), Standing::Left),
            (Some(date(2026, 12, 3)), Some(date(2026, 1, 1)), Standing::Leaving),
            (None, Some(date(2026, 1, 1)), Standing::Here),
        ] {
            assert_eq!(
                Standing::of(leaves, returns, today),
                expected,
                "{leaves:?} {returns:?}"
            );
        }
    }
}
