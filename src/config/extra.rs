//! The free values of `[extra]`, as JSON for templates.
//!
//! Takes TOML values; gives JSON. It must not know what a theme does with them.

use serde_json::Map;
use toml_edit::Value;

/// The value as JSON; dates, and numbers that JSON cannot hold, become text.
pub(super) fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::String(text) => text.value().as_str().into(),
        Value::Integer(number) => (*number.value()).into(),
        Value::Float(number) => {
            let number = *number.value();
            serde_json::Number::from_f64(number).map_or_else(|| number.to_string().into(), Into::into)
        }
        Value::Boolean(flag) => (*flag.value()).into(),
        Value::Datetime(date) => date.value().to_string().into(),
        Value::Array(list) => list.iter().map(json).collect(),
        Value::InlineTable(table) => table.iter().map(|(key, value)| (key, json(value))).collect(),
    }
}

/// Puts a value into a JSON object; tables that meet are joined, the newer value winning.
pub(super) fn merge(into: &mut Map<String, serde_json::Value>, name: &str, new: serde_json::Value) {
    match (into.get_mut(name), new) {
        (Some(serde_json::Value::Object(old)), serde_json::Value::Object(new)) => {
            for (name, value) in new {
                merge(old, &name, value);
            }
        }
        (_, new) => {
            into.insert(name.to_owned(), new);
        }
    }
}
