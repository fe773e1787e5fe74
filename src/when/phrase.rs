//! The grammar of a recurrence in words.
//!
//! Takes tokens; gives the rule and its time, or how far the words make sense. It must not know
//! how a wrong phrase is mended. Each production reads from the start, and the first that reaches
//! the end wins; a part that does not fit leaves the reader where it stood.

use jiff::civil::{Time, Weekday};

use super::days::Days;
use super::rule::{Frequency, Nth, Rule, WORKDAYS};
use super::vocabulary::{Token, Unit, Word};

/// The longest step between periods.
const LARGEST_INTERVAL: i16 = 1000;

/// Where the words end to make sense.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stuck {
    /// The first token that does not fit.
    pub(super) token: usize,
    /// Whether the words make sense, but ask for what one rule cannot hold.
    pub(super) mixed: bool,
}

/// Reads the tokens of a whole phrase.
pub(super) fn parse<'t>(tokens: &'t [Token]) -> Result<(Rule, Option<Time>), Stuck> {
    let mut reader = Reader {
        tokens,
        at: 0,
        furthest: 0,
        wrong: None,
        mixed: false,
    };
    let productions: [fn(&mut Reader<'t>) -> Option<Rule>; 4] = [
        Reader::counted,
        Reader::by_weekday,
        Reader::of_period,
        Reader::by_date,
    ];
    for production in productions {
        reader.at = 0;
        if let Some(rule) = production(&mut reader)
            && let Some(time) = reader.end()
        {
            return Ok((rule.sorted(), time));
        }
    }
    Err(Stuck {
        token: reader.wrong.unwrap_or(reader.furthest),
        mixed: reader.mixed,
    })
}

struct Reader<'t> {
    tokens: &'t [Token],
    at: usize,
    furthest: usize,
    /// A number that is too large for what it counts.
    wrong: Option<usize>,
    mixed: bool,
}

impl Reader<'_> {
    /// Takes the next word if it is one of those that `pick` gives something for.
    fn take<T>(&mut self, pick: impl FnOnce(Word) -> Option<T>) -> Option<T> {
        self.furthest = self.furthest.max(self.at);
        let picked = pick(self.tokens.get(self.at)?.word)?;
        self.at += 1;
        self.furthest = self.furthest.max(self.at);
        Some(picked)
    }

    fn eat(&mut self, word: Word) -> bool {
        self.take(|next| (next == word).then_some(())).is_some()
    }

    /// Reads a part; where it does not fit, nothing was read.
    fn attempt<T>(&mut self, part: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let at = self.at;
        let read = part(self);
        if read.is_none() {
            self.at = at;
        }
        read
    }

    /// Reads items with `and` or commas between.
    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut items = vec![self.attempt(&mut item)?];
        while let Some(next) = self.attempt(|reader| reader.separator().then(|| item(reader))?) {
            items.push(next);
        }
        Some(items)
    }

    /// A comma, `and`, or both.
    fn separator(&mut self) -> bool {
        let found = self.eat(Word::And);
        self.eat(Word::And);
        found
    }

    /// The time at the end of the phrase, and nothing behind it.
    fn end(&mut self) -> Option<Option<Time>> {
        self.eat(Word::And);
        let time = match self.eat(Word::At) {
            true => Some(self.take(|word| match word {
                Word::Time(time) => Some(time),
                _ => None,
            })?),
            false => None,
        };
        (self.at == self.tokens.len()).then_some(time)
    }

    /// `every 2 weeks on Tuesday`, `monthly on the 1st`, `daily`
    fn counted(&mut self) -> Option<Rule> {
        let (count, unit) = self.attempt(Self::adverb).or_else(|| self.interval())?;
        match unit {
            Unit::Day => Some(Rule::every(count, Frequency::Daily)),
            Unit::Week => {
                let weekdays = self.attempt(Self::on_weekdays).unwrap_or_default();
                Some(Rule {
                    weekdays,
                    ..Rule::every(count, Frequency::Weekly)
                })
            }
            Unit::Month => match self.attempt(Self::on_days) {
                Some(days) => days.of(Rule::every(count, Frequency::Monthly)),
                None => Some(Rule::every(count, Frequency::Monthly)),
            },
            Unit::Quarter => match self.attempt(Self::on_days) {
                Some(days) => self.of_quarters(count, days),
                None => Some(Rule::every(count.checked_mul(3)?, Frequency::Monthly)),
            },
            Unit::Year => match self.attempt(|reader| {
                reader.eat(Word::On);
                reader.dates()
            }) {
                Some((days, months)) => days.of(Rule {
                    months,
                    ..Rule::every(count, Frequency::Yearly)
                }),
                None => Some(Rule::every(count, Frequency::Yearly)),
            },
        }
    }

    fn adverb(&mut self) -> Option<(i16, Unit)> {
        self.take(|word| match word {
            Word::Adverb(count, unit) => Some((count, unit)),
            _ => None,
        })
    }

    /// `every 2 weeks`, `every other week`, `every third week`, `once a week`
    fn interval(&mut self) -> Option<(i16, Unit)> {
        if !self.eat(Word::Every) && !(self.eat(Word::Once) && (self.eat(Word::A) || self.eat(Word::Every))) {
            return None;
        }
        let count = self.take(|word| match word {
            Word::Number(count) | Word::Ordinal(count) => {
                Some(count).filter(|count| (1..=LARGEST_INTERVAL).contains(count))
            }
            Word::Other => Some(2),
            _ => None,
        });
        self.take(|word| match word {
            Word::Unit(units, unit) => Some((count.unwrap_or(1).checked_mul(units)?, unit)),
            _ => None,
        })
    }

    /// `every Monday and Thursday`, `on weekdays`, `Mon-Fri`, `every other Friday`
    fn by_weekday(&mut self) -> Option<Rule> {
        let interval = match self.eat(Word::Every) && self.eat(Word::Other) {
            true => 2,
            false => 1,
        };
        let weekdays = self.on_weekdays()?;
        Some(Rule {
            weekdays,
            ..Rule::every(interval, Frequency::Weekly)
        })
    }

    fn on_weekdays(&mut self) -> Option<Vec<Nth>> {
        self.eat(Word::On);
        self.eat(Word::The);
        let weekdays = self.list(Self::weekdays)?.concat();
        Some(
            weekdays
                .into_iter()
                .map(|weekday| Nth {
                    number: None,
                    weekday,
                })
                .collect(),
        )
    }

    /// One weekday, several from one to another, or all working days.
    fn weekdays(&mut self) -> Option<Vec<Weekday>> {
        if self.workday() {
            return Some(WORKDAYS.to_vec());
        }
        let first = self.weekday()?;
        let last = self.attempt(|reader| reader.eat(Word::To).then(|| reader.weekday())?);
        let length = last.map_or(0, |last| last.since(first));
        Some((0..=length).map(|days| first.wrapping_add(days)).collect())
    }

    fn weekday(&mut self) -> Option<Weekday> {
        self.take(|word| match word {
            Word::Weekday(weekday) => Some(weekday),
            _ => None,
        })
    }

    /// `weekday` or `working day`
    fn workday(&mut self) -> bool {
        let two = |reader: &mut Self| {
            (reader.eat(Word::Working) && reader.eat(Word::Unit(1, Unit::Day))).then_some(())
        };
        self.eat(Word::Workday) || self.attempt(two).is_some()
    }

    /// `every first Monday of the month`, `on the last day of each quarter`
    fn of_period(&mut self) -> Option<Rule> {
        self.eat(Word::Every);
        let days = self.on_days()?;
        if !self.eat(Word::Of) || !(self.eat(Word::Every) || self.eat(Word::The) || self.eat(Word::A)) {
            return None;
        }
        if self.eat(Word::Unit(1, Unit::Month)) {
            return days.of(Rule::every(1, Frequency::Monthly));
        }
        self.eat(Word::Unit(1, Unit::Quarter))
            .then(|| self.of_quarters(1, days))?
    }

    /// Days of the first month of a quarter; those that count from the end, of its last month.
    fn of_quarters(&mut self, count: i16, days: Days) -> Option<Rule> {
        if count > 1 {
            return days.of(Rule::every(count.checked_mul(3)?, Frequency::Monthly));
        }
        let months = match (days.count_from_start(), days.count_from_end()) {
            (true, false) => vec![1, 4, 7, 10],
            (false, true) => vec![3, 6, 9, 12],
            _ => {
                self.mixed = true;
                return None;
            }
        };
        days.of(Rule {
            months,
            ..Rule::every(1, Frequency::Monthly)
        })
    }

    fn on_days(&mut self) -> Option<Days> {
        self.eat(Word::On);
        self.days()
    }

    /// `the 1st and 15th`, `the last day`, `the first and third Monday`, `the last weekday`
    fn days(&mut self) -> Option<Days> {
        let mut groups = self.list(Self::group)?.into_iter();
        let first = groups.next()?;
        let days = groups.try_fold(first, Days::and);
        self.mixed |= days.is_none();
        days
    }

    /// Numbers and what they count: days of the month, where nothing else is said.
    fn group(&mut self) -> Option<Days> {
        let numbers = self.list(Self::place)?;
        if (1..numbers.len()).any(|at| numbers[..at].contains(&numbers[at])) {
            // "the 1st and first Monday" means a date and a weekday.
            self.mixed = true;
            return None;
        }
        let small = |most: i16| numbers.iter().all(|number| *number <= most);
        let last = self.at.saturating_sub(1);
        if self.workday() {
            self.wrong = self.wrong.or((!small(23)).then_some(last));
            return small(23).then_some(Days::Workdays(numbers));
        }
        let narrow = || numbers.iter().filter_map(|number| i8::try_from(*number).ok());
        if let Some(weekday) = self.weekday() {
            let nth = |number| Nth {
                number: Some(number),
                weekday,
            };
            self.wrong = self.wrong.or((!small(5)).then_some(last));
            return small(5).then(|| Days::Weekdays(narrow().map(nth).collect()));
        }
        let of_days = self.eat(Word::Unit(1, Unit::Day));
        let is_clear = of_days || numbers.iter().all(|number| *number > 0);
        is_clear.then(|| Days::Numbers(narrow().collect()))
    }

    /// `the 1st`, `3rd`, `last`
    fn place(&mut self) -> Option<i16> {
        self.eat(Word::The);
        self.take(|word| match word {
            Word::Number(number) | Word::Ordinal(number) => {
                Some(number).filter(|number| (1..=31).contains(number))
            }
            Word::Last => Some(-1),
            _ => None,
        })
    }

    /// `every 1 April`, `every April 1`
    fn by_date(&mut self) -> Option<Rule> {
        if !self.eat(Word::Every) {
            return None;
        }
        let (days, months) = self.dates()?;
        days.of(Rule {
            months,
            ..Rule::every(1, Frequency::Yearly)
        })
    }

    /// `1 April and 1 October`, `April 1`, `the last day of February`, `the first Monday of May`
    fn dates(&mut self) -> Option<(Days, Vec<i8>)> {
        let mut dates = self.list(Self::date)?.into_iter();
        let first = dates.next()?;
        let dates = dates.try_fold(first, |(days, mut months), (other, others)| {
            if days == other {
                months.extend(others);
                return Some((days, months));
            }
            (months == others).then(|| Some((days.and(other)?, months)))?
        });
        self.mixed |= dates.is_none();
        dates
    }

    fn date(&mut self) -> Option<(Days, Vec<i8>)> {
        self.eat(Word::The);
        if let Some(month) = self.month() {
            let day = self.place().filter(|day| *day > 0)?;
            return Some((Days::Numbers(vec![i8::try_from(day).ok()?]), vec![month]));
        }
        let days = self.days()?;
        self.eat(Word::Of);
        Some((days, self.list(Self::month)?))
    }

    fn month(&mut self) -> Option<i8> {
        self.take(|word| match word {
            Word::Month(month) => Some(month),
            _ => None,
        })
    }
}
