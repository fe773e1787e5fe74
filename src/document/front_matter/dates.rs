//! Calendar dates as people write them.
//!
//! Takes a text; gives the date, or how to write it. It must not know today.

use jiff::civil::{Date, date};

use crate::words::day::MONTHS;

/// The date of a text such as `2024-01-31`, also with a time behind it; else how to write it.
pub(super) fn read(text: &str) -> Result<Date, String> {
    let form = "write it as year, month and day: `2024-01-31`".to_owned();
    let (day, time) = text.split_at_checked(10).unwrap_or((text, ""));
    let parts = numbers(day);
    let is_iso =
        parts.as_ref().is_some_and(|(_, sign)| *sign == '-') && day.len() == 10 && day.find('-') == Some(4);
    match parts {
        Some(([year, month, number], _)) if is_iso && is_time(time) => {
            valid(year, month, number).ok_or_else(|| mend_iso(year, month, number).unwrap_or(form))
        }
        _ => Err(numbers(text)
            .and_then(|(parts, sign)| mend(parts, sign))
            .unwrap_or(form)),
    }
}

/// Three numbers with the same sign between them.
fn numbers(text: &str) -> Option<([i16; 3], char)> {
    let sign = text.chars().find(|c| !c.is_ascii_digit())?;
    let mut parts = text.split(sign).map(|part| {
        let is_number = (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { part.parse().ok() } else { None }
    });
    let three = [parts.next()??, parts.next()??, parts.next()??];
    (parts.next().is_none() && matches!(sign, '-' | '.' | '/' | ' ')).then_some((three, sign))
}

fn is_time(text: &str) -> bool {
    let rest = text.trim_start_matches(['T', 't', ' ']);
    let signs = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'Z' | 'z' | ' ');
    text.is_empty()
        || (rest.len() < text.len()
            && rest.starts_with(|c: char| c.is_ascii_digit())
            && rest.chars().all(signs))
}

fn valid(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// What is wrong with a date of the right form.
fn mend_iso(year: i16, month: i16, day: i16) -> Option<String> {
    if let Some(swapped) = valid(year, day, month) {
        return Some(format!("day and month look swapped: write `{swapped}`"));
    }
    let name = MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
    let days = date(year, i8::try_from(month).ok()?, 1).days_in_month();
    Some(format!("{name} has {days} days in {year}"))
}

/// What a date of another form probably means.
fn mend([a, b, c]: [i16; 3], sign: char) -> Option<String> {
    if a > 999 {
        return valid(a, b, c).map(|date| format!("write `{date}`"));
    }
    match (valid(c, b, a), valid(c, a, b)) {
        (Some(day_first), Some(month_first)) if sign == '/' && month_first != day_first => Some(format!(
            "write `{day_first}` or `{month_first}`, whichever is meant"
        )),
        (Some(date), _) | (None, Some(date)) => Some(format!("write `{date}`")),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_or_mended() {
        for (text, expected) in [
            ("2024-01-02", "2024-01-02"),
            ("2024-01-02T10:00:00Z", "2024-01-02"),
            ("2024-01-02 10:00", "2024-01-02"),
            ("2024-01-02 10:00:00 +0200", "2024-01-02"),
            ("2024-02-29", "2024-02-29"),
            ("2024-02-30", "February has 29 days in 2024"),
            ("2023-04-31", "April has 30 days in 2023"),
            ("2024-13-01", "day and month look swapped: write `2024-01-13`"),
            ("2024-13-32", "write it as year, month and day: `2024-01-31`"),
            ("2024-00-01", "write it as year, month and day: `2024-01-31`"),
            ("02.01.2024", "write `2024-01-02`"),
            (
                "02/01/2024",
                "write `2024-01-02` or `2024-02-01`, whichever is meant",
            ),
            ("1/13/2024", "write `2024-01-13`"),
            ("13/1/2024", "write `2024-01-13`"),
            ("2024-1-2", "write `2024-01-02`"),
            ("2024/01/02", "write `2024-01-02`"),
            ("20240102", "write it as year, month and day: `2024-01-31`"),
            ("2024-01-02x", "write it as year, month and day: `2024-01-31`"),
            ("yesterday", "write it as year, month and day: `2024-01-31`"),
            ("ééééé-éé-éé", "write it as year, month and day: `2024-01-31`"),
        ] {
            let found = read(text).map_or_else(|help| help, |date| date.to_string());
            assert_eq!(found, expected, "{text}");
        }
    }
}
