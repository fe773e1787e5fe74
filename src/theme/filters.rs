//! The filters that templates have besides the engine's own. Each is a pure function of its input.

use jiff::civil::Date;
use tera::{Error, Kwargs, State, Tera, TeraResult};

/// Adds the filters to an engine, before any template is compiled.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("date", date);
}

/// `2026-03-01` as `1 Mar 2026`.
fn date(value: &str, _: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let date: Date = value
        .parse()
        .map_err(|_| Error::message(format!("`{value}` is not a date such as 2026-03-01")))?;
    Ok(date.strftime("%-d %b %Y").to_string())
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
}
