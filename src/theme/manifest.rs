//! `theme.toml`: which versions of Passdown a theme is made for.

use semver::{Version, VersionReq};
use toml_edit::{DocumentMut, Item};

use crate::input::Layer;
use crate::words::diagnostic::Diagnostic;

/// What is wrong with a layer's manifest, if it has one.
pub(super) fn check(layer: &Layer) -> Option<Diagnostic> {
    let text = layer.manifest.as_ref()?;
    let fault = |range, message: String| Some(Diagnostic::blocking("bad-theme", text.place(range), message));
    let document: DocumentMut = match text.content.parse() {
        Ok(document) => document,
        Err(error) => {
            let line = error.message().lines().next().unwrap_or_default().to_owned();
            return fault(error.span().unwrap_or(0..0), format!("this is not TOML: {line}"));
        }
    };
    let Some(asked) = document.get("passdown").and_then(Item::as_str) else {
        let finding = fault(
            0..0,
            "the theme does not say which Passdown it is made for".to_owned(),
        );
        return finding.map(|finding| finding.help("add a line such as `passdown = \">=0.1, <0.2\"`"));
    };
    let at = text
        .content
        .find(asked)
        .map_or(0..0, |start| start..start + asked.len());
    let Ok(range) = VersionReq::parse(asked) else {
        let finding = fault(at, format!("`{asked}` is no range of versions"));
        return finding.map(|finding| finding.help("write it as `>=0.1, <0.2`"));
    };
    let ours = Version::parse(env!("CARGO_PKG_VERSION")).expect("cargo checks the version");
    if range.matches(&ours) {
        return None;
    }
    let finding = fault(
        at,
        format!("this theme is made for Passdown {asked}, and this is {ours}"),
    );
    finding.map(|finding| {
        finding.help("take a version of the theme that is made for this one, or change the range if it works")
    })
}
