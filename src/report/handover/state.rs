//! How far the handover of one thing has come.
//!
//! A pure function of what its page shows and what its page says. What is said wins; what is missing
//! below is a gap, so that "shown" never hides that nothing is written down.

/// How far the handover of one thing has come, in order; the last two end it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// It is known that it exists.
    Listed,
    /// It is written down.
    Documented,
    /// Somebody who stays takes it over.
    Assigned,
    /// The successor has been shown.
    Shown,
    /// The successor has done it.
    Practised,
    /// The successor says that it is theirs.
    Accepted,
    /// Nobody will do it any more, for a reason.
    Dropped,
    /// A machine does it.
    Automated,
}

/// The states by their words, in order.
const WORDS: [(&str, State); 8] = [
    ("listed", State::Listed),
    ("documented", State::Documented),
    ("assigned", State::Assigned),
    ("shown", State::Shown),
    ("practised", State::Practised),
    ("accepted", State::Accepted),
    ("dropped", State::Dropped),
    ("automated", State::Automated),
];

impl State {
    /// All states, in order.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> {
        WORDS.into_iter().map(|(_, state)| state)
    }

    /// The state of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        WORDS
            .into_iter()
            .find(|(known, _)| *known == word)
            .map(|(_, state)| state)
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        WORDS[self as usize].0
    }

    /// Whether nothing is lost when the leaver goes.
    pub fn is_safe(self) -> bool {
        self >= Self::Practised
    }
}

/// What is known of one thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Whether its page is no draft and says how it is done.
    pub is_documented: bool,
    /// Whether it has a successor who stays after the leaver's last day.
    pub is_assigned: bool,
    /// Whether a session on it has been held.
    pub is_shown: bool,
    /// What the page's `transfer` says.
    pub said: Option<State>,
    /// Whether the page gives a reason in `transfer_note`.
    pub has_reason: bool,
}

impl Evidence {
    /// The state, and the steps below it that are missing.
    pub fn state(self) -> (State, Vec<State>) {
        let steps = [
            (State::Documented, self.is_documented),
            (State::Assigned, self.is_assigned),
            (State::Shown, self.is_shown),
        ];
        let shown = steps.iter().rev().find(|(_, holds)| *holds);
        let derived = shown.map_or(State::Listed, |(state, _)| *state);
        let state = self.claim().unwrap_or(derived);
        let is_over = matches!(state, State::Dropped | State::Automated);
        let missing = steps
            .into_iter()
            .filter(|(step, holds)| *step < state && !holds && !is_over);
        (state, missing.map(|(step, _)| step).collect())
    }

    /// What is said, unless it cannot be so: nobody has accepted what has no successor, and what is
    /// dropped without a reason may only be forgotten.
    fn claim(self) -> Option<State> {
        self.said.filter(|said| match said {
            State::Accepted => self.is_assigned,
            State::Dropped => self.has_reason,
            _ => true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Evidence from letters: documented, assigned, shown, a reason.
    fn evidence(letters: &str, said: Option<State>) -> Evidence {
        let has = |letter| letters.contains(letter);
        Evidence {
            is_documented: has('d'),
            is_assigned: has('a'),
            is_shown: has('s'),
            has_reason: has('r'),
            said,
        }
    }

    #[test]
    fn every_transition() {
        use State::*;
        for (letters, said, expected, gaps) in [
            // Derived: the highest step whose own condition holds.
            ("", None, Listed, &[][..]),
            ("d", None, Documented, &[]),
            ("a", None, Assigned, &[Documented]),
            ("da", None, Assigned, &[]),
            ("s", None, Shown, &[Documented, Assigned]),
            ("ds", None, Shown, &[Assigned]),
            ("as", None, Shown, &[Documented]),
            ("das", None, Shown, &[]),
            ("r", None, Listed, &[]),
            // Said: it wins, upwards and downwards.
            ("das", Some(Listed), Listed, &[]),
            ("das", Some(Documented), Documented, &[]),
            ("", Some(Documented), Documented, &[]),
            ("", Some(Assigned), Assigned, &[Documented]),
            ("ds", Some(Assigned), Assigned, &[]),
            ("da", Some(Shown), Shown, &[]),
            ("d", Some(Shown), Shown, &[Assigned]),
            ("da", Some(Practised), Practised, &[Shown]),
            ("das", Some(Practised), Practised, &[]),
            ("d", Some(Practised), Practised, &[Assigned, Shown]),
            ("das", Some(Accepted), Accepted, &[]),
            ("a", Some(Accepted), Accepted, &[Documented, Shown]),
            // What cannot be so does not count.
            ("ds", Some(Accepted), Shown, &[Assigned]),
            ("", Some(Accepted), Listed, &[]),
            ("d", Some(Dropped), Documented, &[]),
            ("r", Some(Dropped), Dropped, &[]),
            ("", Some(Automated), Automated, &[]),
        ] {
            let found = evidence(letters, said).state();
            assert_eq!(found, (expected, gaps.to_vec()), "{letters:?} said {said:?}");
        }
    }

    #[test]
    fn words_and_states_are_one_to_one() {
        for state in State::all() {
            assert_eq!(State::of_word(state.word()), Some(state));
        }
        let safe: Vec<&str> = State::all()
            .filter(|state| state.is_safe())
            .map(State::word)
            .collect();
        assert_eq!(safe, ["practised", "accepted", "dropped", "automated"]);
    }
}
