//! What credentials look like: the one table.
//!
//! Takes nothing; gives the rows. It must not know how a text is searched. Each row has a literal
//! that is rare in prose, since most pages must pass with a single look for all literals at once.
//! No literal may begin with another one; rows may share one. Of two rows for one value the first speaks.

/// One kind of credential.
pub(super) struct SecretRule {
    /// What it is, with its article: it completes "this looks like …".
    pub(super) name: &'static str,
    /// Texts of which one stands in every such credential, or before it.
    pub(super) literals: &'static [&'static str],
    /// What may stand before the literal.
    pub(super) lead: Lead,
    /// What follows from the literal's beginning on; its first group is the value, else all of it.
    pub(super) pattern: &'static str,
    /// What tells a value from a placeholder.
    pub(super) proof: Proof,
}

/// What stands directly before a literal.
#[derive(Clone, Copy)]
pub(super) enum Lead {
    /// Anything.
    Any,
    /// Anything but a letter, digit or underscore.
    Edge,
    /// The same, and no slash, dot or dash: a part of an address may be a token that opens nothing.
    NoPath,
    /// The value's own beginning: so many digits.
    Digits(usize, usize),
    /// The value's own beginning: so many letters or digits.
    Letters(usize, usize),
}

/// What must hold of a value that has the right form.
#[derive(Clone, Copy)]
pub(super) enum Proof {
    /// It is as disordered as a random text, and nothing in it says "example".
    Random,
    /// It is the body of a private key.
    Key,
    /// It is a JSON Web Token with a header that says how it is signed.
    WebToken,
    /// It is a password in an address; the second group is the host.
    Password,
    /// It is so mixed that nobody could have meant it as a word.
    Mixed,
}

const fn token(name: &'static str, literals: &'static [&'static str], pattern: &'static str) -> SecretRule {
    SecretRule {
        name,
        literals,
        lead: Lead::Edge,
        pattern,
        proof: Proof::Random,
    }
}

const fn within(
    name: &'static str,
    literals: &'static [&'static str],
    lead: Lead,
    pattern: &'static str,
) -> SecretRule {
    SecretRule {
        name,
        literals,
        lead,
        pattern,
        proof: Proof::Random,
    }
}

const SECRET: &[&str] = &["secret", "Secret", "SECRET"];
const WORDS: &[&str] = &[
    "secret", "Secret", "SECRET", "password", "Password", "PASSWORD", "passwd", "PASSWD", "token", "Token",
    "TOKEN", "api_key", "API_KEY", "api-key", "apikey", "apiKey", "ApiKey", "APIKEY",
];

/// All kinds, the more telling first.
#[rustfmt::skip]
pub(super) static SECRETS: &[SecretRule] = &[
    SecretRule {
        name: "a private key", literals: &["-----BEGIN "], lead: Lead::Any, proof: Proof::Key,
        pattern: r#"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----(?s:.{0,200}?)([A-Za-z0-9+/=]{40,}[A-Za-z0-9+/=\\ \t\r\n"']*)"#,
    },
    SecretRule {
        name: "a PuTTY private key", literals: &["PuTTY-User-Key-File-"], lead: Lead::Any, proof: Proof::Key,
        pattern: r"PuTTY-User-Key-File-(?s:.{0,2000}?)Private-Lines: [0-9]+[ \t\r\n]+([A-Za-z0-9+/=]{40,}[A-Za-z0-9+/= \t\r\n]*)",
    },
    token("an age secret key", &["AGE-SECRET-KEY-1"], r"AGE-SECRET-KEY-1[AC-HJ-NP-Z02-9]{58}(?-u:\b)"),
    token("an AWS access key", &["AKIA", "ASIA"], r"A[KS]IA[A-Z2-7]{16}(?-u:\b)"),
    within("an AWS secret access key", SECRET, Lead::Any,
        r#"(?i-u:secret[_-]?(?:access[_-]?)?key)["']?[ \t]{0,4}(?:=>|[:=])[ \t]{0,4}["']?([A-Za-z0-9/+]{40})(?:[^A-Za-z0-9/+=]|\z)"#),
    token("a GitHub access token", &["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], r"gh[pousr]_[A-Za-z0-9]{36,251}(?-u:\b)"),
    token("a GitHub personal access token", &["github_pat_"], r"github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}(?-u:\b)"),
    token("a GitLab token", &["glpat-", "gldt-", "glrt-", "glptt-"], r"gl(?:pat|dt|rt|ptt)-[A-Za-z0-9_-]{20,}"),
    token("a Slack token", &["xox"], r"xox[abeoprs][.-](?:[0-9]{1,2}-)?[0-9]{8,}-[A-Za-z0-9-]{15,}"),
    token("a Slack app token", &["xapp-"], r"xapp-[0-9]-[A-Z0-9]+-[0-9]+-[A-Za-z0-9]{20,}"),
    within("a Slack webhook address", &["hooks.slack.com/"], Lead::Any,
        r"hooks\.slack\.com/(?:services|workflows|triggers)/([A-Za-z0-9+/]{40,})"),
    within("a Discord webhook address", &["/api/webhooks/"], Lead::Any,
        r"/api/webhooks/([0-9]{17,20}/[A-Za-z0-9_-]{60,})"),
    within("a Discord bot token", &["discord", "Discord", "DISCORD"], Lead::Any,
        r"(?i-u:discord)[^\n]{0,60}?([MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38})(?-u:\b)"),
    within("a Telegram bot token", &[":AA"], Lead::Digits(8, 10), r":AA[A-Za-z0-9_-]{33}(?-u:\b)"),
    token("a Stripe live key", &["sk_live_", "rk_live_"], r"[sr]k_live_[A-Za-z0-9]{20,}"),
    token("a Google API key", &["AIza"], r"AIza[A-Za-z0-9_-]{35}(?-u:\b)"),
    token("a Google OAuth client secret", &["GOCSPX-"], r"GOCSPX-[A-Za-z0-9_-]{28}"),
    token("a Google OAuth access token", &["ya29."], r"ya29\.[A-Za-z0-9_-]{40,}"),
    within("an Azure storage key", &["AccountKey="], Lead::Any, r"AccountKey=([A-Za-z0-9+/]{86}==)"),
    within("an Azure access key", &["SharedAccessKey="], Lead::Any, r"SharedAccessKey=([A-Za-z0-9+/]{43}=)"),
    token("a SendGrid API key", &["SG."], r"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?-u:\b)"),
    token("a Twilio API key", &["SK"], r"SK[0-9a-f]{32}(?-u:\b)"),
    token("an npm access token", &["npm_"], r"npm_[A-Za-z0-9]{36}(?-u:\b)"),
    within("a package registry token", &[":_authToken="], Lead::Any, r":_authToken=([A-Za-z0-9_.+/=-]{20,})"),
    token("a PyPI token", &["pypi-AgEI"], r"pypi-AgEI[A-Za-z0-9_-]{50,}"),
    token("a RubyGems API key", &["rubygems_"], r"rubygems_[0-9a-f]{48}(?-u:\b)"),
    token("a Docker access token", &["dckr_pat_", "dckr_oat_"], r"dckr_[po]at_[A-Za-z0-9_-]{27,}"),
    token("a DigitalOcean token", &["dop_v1_", "doo_v1_", "dor_v1_"], r"do[opr]_v1_[a-f0-9]{64}(?-u:\b)"),
    token("a Heroku API key", &["HRKU-"], r"HRKU-[A-Za-z0-9_-]{36,}"),
    token("a Hugging Face token", &["hf_"], r"hf_[A-Za-z]{34}(?-u:\b)"),
    token("an Anthropic API key", &["sk-"], r"sk-ant-[a-z]{3,5}[0-9]{2}-[A-Za-z0-9_-]{80,}"),
    token("an OpenAI API key", &["sk-"], r"sk-[A-Za-z0-9_-]{20,180}?T3BlbkFJ[A-Za-z0-9_-]{20,}"),
    token("an OpenRouter API key", &["sk-"], r"sk-or-v1-[0-9a-f]{64}(?-u:\b)"),
    token("a Mailgun API key", &["key-"], r"key-[0-9a-f]{32}(?-u:\b)"),
    token("a Shopify token", &["shpat_", "shpca_", "shppa_", "shpss_"], r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}(?-u:\b)"),
    token("an Atlassian API token", &["ATATT3", "ATCTT3"], r"AT[AC]TT3[A-Za-z0-9_=-]{100,}"),
    token("a Linear API key", &["lin_api_"], r"lin_api_[A-Za-z0-9]{40}(?-u:\b)"),
    token("a Notion token", &["ntn_"], r"ntn_[0-9]{11}[A-Za-z0-9]{35}(?-u:\b)"),
    token("a Notion token", SECRET, r"secret_[A-Za-z0-9]{43}(?-u:\b)"),
    within("a Terraform Cloud token", &[".atlasv1."], Lead::Letters(14, 14), r"\.atlasv1\.[A-Za-z0-9_-]{60,}"),
    token("a Vault token", &["hvs.", "hvb.", "hvr."], r"hv[sbr]\.[A-Za-z0-9_-]{24,}"),
    token("a Databricks token", &["dapi"], r"dapi[0-9a-f]{32}(?-u:\b)"),
    token("a Grafana token", &["glsa_"], r"glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}(?-u:\b)"),
    token("a Tailscale key", &["tskey-"], r"tskey-[a-z]+-[A-Za-z0-9]+-[A-Za-z0-9]{20,}"),
    token("a 1Password service account", &["ops_eyJ"], r"ops_eyJ[A-Za-z0-9_-]{200,}"),
    SecretRule {
        name: "a JSON Web Token", literals: &["eyJ"], lead: Lead::NoPath, proof: Proof::WebToken,
        pattern: r"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}",
    },
    SecretRule {
        name: "a password in an address", literals: &["://"], lead: Lead::Any, proof: Proof::Password,
        pattern: r#"://[A-Za-z0-9_.%+-]{0,64}:([^ \t\r\n/:@"'`<>()\[\]{}|\\]{6,128})@([A-Za-z0-9_.-]+)"#,
    },
    SecretRule {
        name: "a credential in clear text", literals: WORDS, lead: Lead::Any, proof: Proof::Mixed,
        pattern: r#"(?i-u:secret|password|passwd|token|api[_-]?key)(?i-u:[_-]?(?:key|value))?["'`]?[ \t]{0,4}(?::=|=>|[:=])[ \t]{0,4}["'`]?([A-Za-z0-9+/_.~!@#$%^&*=-]{20,200})(?:["'`,; \t\r\n]|\z)"#,
    },
];
