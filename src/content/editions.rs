//! Editions: the forms in which issues reach readers besides web pages, and how they are printed.

use std::collections::BTreeSet;

use super::yaml::fields::Fields;
use crate::base::Diagnostic;
use crate::base::diagnostic::did_you_mean;

/// A form in which an issue, a year or the whole site reaches readers besides web pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Medium {
    /// For printing and for keeping: an issue, and the bound volume of a year.
    Pdf,
    /// For reading devices: an issue, and a year.
    Epub,
    /// For the archive and for copies on a USB stick: an issue, and the whole site.
    Zip,
    /// For sending round: an issue as one HTML file and as text.
    Mail,
}

impl Medium {
    /// All media.
    pub const ALL: [Self; 4] = [Self::Pdf, Self::Epub, Self::Zip, Self::Mail];

    /// The medium's name in `kuaixun.yaml` and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Epub => "epub",
            Self::Zip => "zip",
            Self::Mail => "mail",
        }
    }

    /// The medium with this name, in capitals or small letters.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|medium| medium.name().eq_ignore_ascii_case(name))
    }
}

/// How an issue is set in print.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PageLayout {
    /// As official papers are set: 22 lines of 28 characters on a page.
    #[default]
    Redhead,
    /// Two columns of small type, for issues of many items.
    Newsletter,
}

/// The roles that typefaces have in print.
pub const ROLES: [&str; 6] = ["title", "body", "heading", "subheading", "song", "code"];

/// How editions are printed: `print:` of `kuaixun.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Print {
    /// Whether an issue has an even number of pages, for printing on both sides.
    pub even_pages: bool,
    /// For each role, the families to use first where they are installed.
    pub fonts: Vec<(&'static str, Vec<String>)>,
}

/// Reads `editions:`.
pub fn editions(fields: &mut Fields<'_>) -> BTreeSet<Medium> {
    let mut media = BTreeSet::new();
    for name in fields.list("editions") {
        match Medium::named(&name) {
            Some(medium) => drop(media.insert(medium)),
            None => {
                let finding = Diagnostic::error("bad-edition").with("value", &name);
                let finding = finding.near(did_you_mean(&name, Medium::ALL.map(Medium::name)));
                fields.report(finding.at(fields.span("editions")));
            }
        }
    }
    media
}

/// An error when `media` has PDF but the program was compiled without it.
pub fn unavailable(media: &BTreeSet<Medium>) -> Option<Diagnostic> {
    let is_missing = media.contains(&Medium::Pdf) && !cfg!(feature = "pdf");
    is_missing.then(|| Diagnostic::error("no-pdf"))
}

/// Reads `print:`.
pub fn print(fields: &mut Fields<'_>) -> Print {
    let Some(mut given) = fields.nested("print") else { return Print::default() };
    let even_pages = given.flag("even_pages").unwrap_or_default();
    let mut fonts = Vec::new();
    if let Some(mut named) = given.nested("fonts") {
        fonts.extend(ROLES.map(|role| (role, named.list(role))));
        named.finish().into_iter().for_each(|finding| given.report(finding));
    }
    given.finish().into_iter().for_each(|finding| fields.report(finding));
    Print { even_pages, fonts }
}

/// Reads `layout:` of a publication or an issue.
pub fn layout(fields: &mut Fields<'_>) -> Option<PageLayout> {
    match fields.text("layout")?.as_str() {
        "redhead" | "红头" => Some(PageLayout::Redhead),
        "newsletter" | "小报" => Some(PageLayout::Newsletter),
        other => {
            let finding = Diagnostic::error("bad-layout").with("value", other);
            fields.report(finding.at(fields.span("layout")));
            None
        }
    }
}
