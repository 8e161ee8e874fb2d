//! Values that stand at more than one place of the configuration.

use crate::base::Diagnostic;
use crate::content::front_matter::Visibility;
use crate::content::yaml::fields::Fields;

/// Whom a site is for.
pub type Audience = Visibility;

/// Checks a site's address and returns it with a slash at its end; `None` when it cannot be used.
pub fn checked_base_url(text: &str) -> Option<String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let plain = host
        .bytes()
        .all(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b'<' | b'>' | b'?' | b'#'));
    let named = !host.is_empty() && !host.starts_with('/');
    (plain && named).then(|| format!("{}/", text.trim_end_matches('/')))
}

/// Reads `base_url`.
pub fn base_url(fields: &mut Fields<'_>) -> Option<String> {
    let text = fields.text("base_url")?;
    let checked = checked_base_url(&text);
    if checked.is_none() {
        let finding = Diagnostic::error("bad-base-url").with("value", text);
        fields.report(finding.at(fields.span("base_url")));
    }
    checked
}

/// Reads `audience`.
pub fn audience(fields: &mut Fields<'_>) -> Audience {
    match fields.text("audience").as_deref() {
        None | Some("public") => Audience::Public,
        Some("internal") => Audience::Internal,
        Some(other) => {
            let finding = Diagnostic::error("bad-audience").with("value", other);
            fields.report(finding.at(fields.span("audience")));
            Audience::Public
        }
    }
}
