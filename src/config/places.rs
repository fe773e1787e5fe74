//! Texts that name a place: paths, addresses, hosts, globs, and the tag of a language.
//!
//! Takes the text; gives it tidied, or the fault in it. Nothing here touches a disk or a network,
//! so what passes may still be missing. It must not know TOML.

use super::kind::Fault;
use crate::words::path::normalise;

/// A relative path that stays inside the project, in its shortest form; `.` is the project itself.
pub(super) fn inside(path: &str) -> Result<String, Fault> {
    let fault = || Fault::of_text(path);
    let path = anywhere(path)?;
    if path.contains('\\') {
        return Err(fault()
            .meant(path.replace('\\', "/"))
            .help("write `/` between folders, on every system"));
    }
    if path.starts_with(['/', '~']) || path.as_bytes().get(1) == Some(&b':') {
        return Err(fault().help("write the path from the project's root, without a `/` in front"));
    }
    let short = normalise("", &path).ok_or_else(|| fault().help("`..` would leave the project"))?;
    Ok(if short.is_empty() { ".".to_owned() } else { short })
}

/// Any path that has something in it and that a system could open.
pub(super) fn anywhere(path: &str) -> Result<String, Fault> {
    if path.trim().is_empty() || path.chars().any(char::is_control) {
        return Err(Fault::of_text(path));
    }
    Ok(path.to_owned())
}

/// A glob that compiles.
pub(super) fn glob(glob: &str) -> Result<String, Fault> {
    match globset::Glob::new(glob) {
        Ok(_) if !glob.trim().is_empty() => Ok(glob.to_owned()),
        Ok(_) => Err(Fault::of_text(glob)),
        Err(error) => Err(Fault::of_text(glob).help(format!("as a glob, it fails: {}", error.kind()))),
    }
}

/// A tag that looks like BCP 47: letters, then shorter words between dashes.
pub(super) fn language(tag: &str) -> Result<String, Fault> {
    let sound = |tag: &str| {
        let mut words = tag.split('-');
        let first = words.next().unwrap_or_default();
        let letters = (2..=8).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
        let rest = |word: &str| {
            (1..=8).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        letters && words.all(rest)
    };
    if sound(tag) {
        return Ok(tag.to_owned());
    }
    let dashes = tag.split('.').next().unwrap_or_default().trim().replace('_', "-");
    let fault = Fault::of_text(tag);
    Err(if sound(&dashes) {
        fault.meant(dashes)
    } else {
        fault
    })
}

/// An absolute http(s) address without blanks or a password.
pub(super) fn web_address(address: &str) -> Result<String, Fault> {
    let fault = || Fault::of_text(address);
    let Some(rest) = after_scheme(address) else {
        return Err(match host(address.split('/').next().unwrap_or_default()) {
            Ok(host) if host.contains('.') => fault().meant(format!("https://{address}")),
            _ => fault().help("write the whole address, with `https://` in front"),
        });
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        // The address is not repeated: what stands before the `@` may be a password.
        let found = Fault {
            found: "an address with a user name".to_owned(),
            ..Fault::default()
        };
        return Err(found.help("leave out what stands before the `@`"));
    }
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`|".contains(c);
    if address.contains(odd) || !is_authority(authority) {
        return Err(fault());
    }
    Ok(address.to_owned())
}

/// A site's address: a web address without a query, ending in a slash.
pub(super) fn site_url(address: &str) -> Result<String, Fault> {
    let address = web_address(address)?;
    if let Some(at) = address.find(['?', '#']) {
        let fault = Fault::of_text(&address);
        return Err(fault.meant(format!("{}/", address[..at].trim_end_matches('/'))));
    }
    Ok(if address.ends_with('/') {
        address
    } else {
        address + "/"
    })
}

/// A web address with a place for the page's path.
pub(super) fn edit_template(template: &str) -> Result<String, Fault> {
    let template = web_address(template)?;
    if template.contains("{path}") {
        return Ok(template);
    }
    let fault = Fault::of_text(&template);
    Err(fault.help("`{path}` stands for the page's path, as in `https://git.example/team/edit/main/{path}`"))
}

/// A bare host name, in lower case.
pub(super) fn host(host: &str) -> Result<String, Fault> {
    if is_host(host) {
        return Ok(host.to_ascii_lowercase());
    }
    let bare = after_scheme(host)
        .unwrap_or(host)
        .split(['/', ':'])
        .next()
        .unwrap_or_default();
    let fault = Fault::of_text(host);
    Err(if is_host(bare) {
        fault.meant(bare.to_ascii_lowercase())
    } else {
        fault
    })
}

/// Where a redirect leads: a path of the site, or a web address.
pub(super) fn target(target: &str) -> Result<String, Fault> {
    let head = target.split(['/', '?', '#']).next().unwrap_or_default();
    if target.trim().is_empty() || target.contains(char::is_control) {
        return Err(Fault::of_text(target));
    }
    if head.contains(':') {
        return web_address(target);
    }
    Ok(target.to_owned())
}

/// The old address of a redirect: a path below the site's root, kept as written.
pub(super) fn old_path(path: &str) -> Result<String, Fault> {
    let below = normalise("", path).is_some_and(|path| !path.is_empty());
    if below && !path.contains(|c: char| c.is_control() || "\\?#:".contains(c)) {
        return Ok(path.to_owned());
    }
    Err(Fault::of_text(path).help("the old address is a path of this site, such as `/old.html`"))
}

fn after_scheme(address: &str) -> Option<&str> {
    ["https://", "http://"].into_iter().find_map(|scheme| {
        let head = address.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme)
            .then(|| &address[scheme.len()..])
    })
}

/// Whether it is a host with perhaps a port; hosts may be written in any script, or as `[::1]`.
fn is_authority(authority: &str) -> bool {
    let bracketed = authority.starts_with('[');
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !bracketed || host.ends_with(']') => (host, port),
        _ => (authority, "0"),
    };
    let port = port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    let name = match host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(number) => number.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || "-._".contains(c)),
    };
    port && name
}

fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        let inner = label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (1..=63).contains(&label.len()) && inner && !label.starts_with('-') && !label.ends_with('-')
    };
    host.len() <= 253 && host.split('.').all(label)
}
