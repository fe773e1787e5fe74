//! Floor 4: rules over what was read, one family per file.
//!
//! Takes texts and findings; gives findings. It must not know how they are shown.

mod continuity;
mod exposed;
mod plausible;
mod required;
mod rules;
mod secret_rules;
mod secrets;
mod shown;

pub use self::continuity::continuity;
pub use self::exposed::{published, without_echo};
pub use self::required::required;
pub use self::rules::{RULES, Rule, apply, rule};
pub use self::secrets::secrets;
