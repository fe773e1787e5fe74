//! The filters that templates have besides the engine's own. Each is a pure function of its input.

use std::sync::Arc;

use jiff::civil::Date;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::markdown::body::escape_attribute;
use crate::wording::{Words, pieces};
use crate::words::words_of::capital;

/// Adds the filters to an engine, before any template is compiled.
pub(super) fn register(tera: &mut Tera, words: &Arc<Words>) {
    for pattern in ["date", "day", "weekday"] {
        let spoken = Arc::clone(words);
        tera.register_filter(pattern, move |value: &str, _: Kwargs, _: &State<'_>| {
            date(value, pattern, &spoken)
        });
    }
    let spoken = Arc::clone(words);
    tera.register_filter("near", move |value: &str, with: Kwargs, _: &State<'_>| {
        let to: String = with.must_get("to")?;
        let pattern = if is_near(value, &to) { "day" } else { "weekday" };
        date(value, pattern, &spoken)
    });
    let spoken = Arc::clone(words);
    tera.register_filter("fill", move |value: &Value, with: Kwargs, _: &State<'_>| {
        fill(value, &with, &spoken)
    });
    tera.register_filter("current", current);
    tera.register_filter("initial", |text: &str, _: Kwargs, _: &State<'_>| capital(text));
}

/// `2026-03-01` by one of the language's own patterns.
fn date(value: &str, pattern: &str, words: &Words) -> TeraResult<String> {
    let date: Date = value
        .parse()
        .map_err(|_| Error::message(format!("`{value}` is not a date such as 2026-03-01")))?;
    Ok(words.date(pattern, date))
}

/// Whether a date is so near to another that it is clear without its year: `{{ next | near(to=today) }}`.
fn is_near(value: &str, to: &str) -> bool {
    let days = |day: Date, to: Date| day.duration_since(to).as_hours().abs() / 24;
    match (value.parse(), to.parse()) {
        (Ok(day), Ok(to)) => days(day, to) <= 300,
        _ => false,
    }
}

/// Fills the gaps of a word: `{{ words.n_pages | fill(n=3) }}`, where `n` also chooses between the forms of a number.
fn fill(word: &Value, with: &Kwargs, words: &Words) -> TeraResult<Value> {
    let forms = word.as_map();
    let form = forms.map(|forms| {
        let number = with.get::<u64>("n").ok().flatten().unwrap_or_default();
        let named = |name: &'static str| forms.get(&tera::value::Key::from(name));
        named(words.form(number)).or_else(|| named("other"))
    });
    let text = form.unwrap_or(Some(word)).and_then(Value::as_str);
    let text =
        text.ok_or_else(|| Error::message("a word is a text, or a table of the forms `one` and `other`"))?;
    let mut html = String::with_capacity(text.len() + 32);
    let (before, gaps) = pieces(text);
    escape_attribute(&before, &mut html);
    for (name, after) in gaps {
        let filling = with
            .get::<&Value>(name)?
            .ok_or_else(|| Error::message(format!("nothing is given for `{{{name}}}`")))?;
        if filling.is_safe() {
            html.push_str(&filling.to_string());
        } else {
            escape_attribute(&filling.to_string(), &mut html);
        }
        escape_attribute(after, &mut html);
    }
    Ok(Value::safe_string(&html))
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
        for (language, expected) in [
            ("en", "1 Mar 2026"),
            ("de-CH", "1. März 2026"),
            ("fr", "1 mars 2026"),
        ] {
            assert_eq!(
                said(language, "{{ '2026-03-01' | date }}").as_deref(),
                Ok(expected)
            );
        }
        for (to, expected) in [("2026-11-24", "Sun 1 Mar"), ("2025-03-01", "Sun 1 Mar 2026")] {
            let near = format!("{{{{ '2026-03-01' | near(to='{to}') }}}}");
            assert_eq!(said("en", &near).as_deref(), Ok(expected));
        }
        assert!(said("en", "{{ 'soon' | date }}").is_err());
    }

    #[test]
    fn gaps_are_filled_in_the_form_of_the_number() {
        let pages = "{{ {'one': '{n} page', 'other': '{n} pages & <more>'} | fill(n=N) }}";
        assert_eq!(said("en", &pages.replace('N', "1")).as_deref(), Ok("1 page"));
        assert_eq!(
            said("en", &pages.replace('N', "2")).as_deref(),
            Ok("2 pages &amp; &lt;more&gt;")
        );
        assert_eq!(said("fr", &pages.replace('N', "0")).as_deref(), Ok("0 page"));
        let link = "{{ 'See {page}, {other}' | fill(page='<b>x</b>' | safe, other='<i>') }}";
        assert_eq!(said("en", link).as_deref(), Ok("See <b>x</b>, &lt;i&gt;"));
        assert!(said("en", "{{ 3 | fill(n=1) }}").is_err());
    }

    fn said(language: &str, template: &str) -> Result<String, String> {
        let mut tera = Tera::default();
        let (words, _) = Words::read(&[crate::theme::default_layer()], language);
        register(&mut tera, &Arc::new(words));
        let said = tera.render_str(template, &tera::Context::new(), true);
        said.map_err(|error| error.to_string())
    }

    #[test]
    fn the_current_link_is_marked_once() {
        let mut tera = Tera::default();
        register(&mut tera, &Arc::new(Words::read(&[], "en").0));
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
