//! Values that are addresses: of a web page, a mailbox, a channel or a team.

/// Where an address leads that a browser can follow: a web address or an e-mail address.
pub fn href(value: &str) -> Option<String> {
    let is_web = ["https://", "http://"]
        .iter()
        .any(|scheme| value.starts_with(scheme));
    match (is_web, is_mail(value)) {
        (true, _) => Some(value.to_owned()),
        (_, true) => Some(format!("mailto:{value}")),
        _ => None,
    }
}

/// Whether a value that could name a person is an address instead: a URL, an e-mail address, `#channel` or `@team`.
///
/// ```
/// use passdown::words::address::is_address;
/// assert!(is_address("#hpc") && is_address("@tide/ops") && is_address("data@tide.example"));
/// assert!(!is_address("olivia-johnson"));
/// ```
pub fn is_address(value: &str) -> bool {
    value.starts_with(['#', '@']) || value.contains("://") || value.starts_with("mailto:") || is_mail(value)
}

fn is_mail(value: &str) -> bool {
    value.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !value.contains(char::is_whitespace)
    })
}
