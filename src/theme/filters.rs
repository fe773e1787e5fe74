//! The filters that templates have besides the engine's own. Each is a pure function of its input.

use jiff::civil::Date;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::words::day;

/// Adds the filters to an engine, before any template is compiled.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("date", date);
    tera.register_filter("day", short_day);
    tera.register_filter("weekday", weekday);
    tera.register_filter("current", current);
}

/// `2026-03-01` as `1 Mar 2026`.
fn date(value: &str, _: Kwargs, _: &State<'_>) -> TeraResult<String> {
    parsed(value).map(day::date)
}

/// `2026-03-01` as `Sun 1 Mar`.
fn short_day(value: &str, _: Kwargs, _: &State<'_>) -> TeraResult<String> {
    parsed(value).map(day::short)
}

/// `2026-03-01` as `Sun 1 Mar 2026`.
fn weekday(value: &str, _: Kwargs, _: &State<'_>) -> TeraResult<String> {
    parsed(value).map(day::long)
}

fn parsed(value: &str) -> TeraResult<Date> {
    value
        .parse()
        .map_err(|_| Error::message(format!("`{value}` is not a date such as 2026-03-01")))
}

/// Marks the first link to `href` in some HTML as the page itself: `{{ nav_html | current(href=page.href) }}`.
fn current(html: &str, arguments: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let href: String = arguments.must_get("href")?;
    let link = format!("<a href=\"{href}\"");
    Ok(match html.find(&link) {
        Some(at) => {
            let (before, after) = html.split_at(at + link.len());
            Value::safe_string(&[before, " aria-current=\"page\"", after].concat())
        }
        None => Value::safe_string(html),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_people_write_them() {
        let mut tera = Tera::default();
        register(&mut tera);
        let mut context = tera::Context::new();
        context.insert("day", "2026-03-01");
        assert_eq!(
            tera.render_str("{{ day | date }}", &context, true)
                .ok()
                .as_deref(),
            Some("1 Mar 2026")
        );
        assert!(tera.render_str("{{ 'soon' | date }}", &context, true).is_err());
    }

    #[test]
    fn the_current_link_is_marked_once() {
        let mut tera = Tera::default();
        register(&mut tera);
        let mut context = tera::Context::new();
        context.insert_value(
            "nav",
            Value::safe_string("<a href=\"a\">1</a><a href=\"b\">2</a><a href=\"b\">3</a>"),
        );
        let marked = tera.render_str("{{ nav | current(href='b') }}", &context, true);
        assert_eq!(
            marked.ok().as_deref(),
            Some("<a href=\"a\">1</a><a href=\"b\" aria-current=\"page\">2</a><a href=\"b\">3</a>")
        );
    }
}
