//! `outputs:` of `kuaixun.yaml`: the sites that are made of one folder.

use std::collections::BTreeSet;
use std::path::Path;

use super::values;
use crate::base::Diagnostic;
use crate::content::editions::{self, Medium};
use crate::content::folders::TOP;
use crate::content::front_matter::Visibility;
use crate::content::yaml::fields::Fields;

/// A site of several. What it does not say is as in the rest of the configuration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Output {
    /// Where it is written, from the site's folder.
    pub folder: String,
    /// Its name.
    pub title: Option<String>,
    /// Whom it is for.
    pub audience: Option<Visibility>,
    /// The folders of its publications; all where it names none.
    pub publications: Vec<String>,
    /// Its address.
    pub base_url: Option<String>,
    /// The editions that are made of each issue.
    pub editions: Option<BTreeSet<Medium>>,
}

/// Reads the list. An output without a folder of its own is an error.
pub fn outputs(fields: &mut Fields<'_>) -> Vec<Output> {
    let mut all: Vec<Output> = Vec::new();
    for mut item in fields.few_items("outputs", "folder") {
        let at = item.span("folder");
        let has_editions = item.raw("editions").is_some_and(|value| !value.is_null());
        let output = Output {
            folder: item.text("folder").unwrap_or_default(),
            title: item.text("title"),
            audience: item.raw("audience").map(|_| values::audience(&mut item)),
            publications: item.list("publications"),
            base_url: values::base_url(&mut item),
            editions: has_editions.then(|| editions::editions(&mut item)),
        };
        item.finish().into_iter().for_each(|finding| fields.report(finding));
        let inside = |one: &Output, other: &Output| {
            Path::new(&one.folder).starts_with(Path::new(&other.folder))
        };
        let first = output.folder.trim_start_matches("./").split('/').next().unwrap_or_default();
        if output.folder.is_empty() {
            fields.report(Diagnostic::error("bad-output").at(at));
        } else if TOP.contains(&first) {
            let finding = Diagnostic::error("bad-output").wording("source");
            fields.report(finding.with("folder", &output.folder).at(at));
        } else if let Some(other) =
            all.iter().find(|other| inside(&output, other) || inside(other, &output))
        {
            let finding = Diagnostic::error("bad-output").wording("shared");
            let finding = finding.with("folder", &output.folder).with("other", &other.folder);
            fields.report(finding.at(at));
        } else {
            all.push(output);
        }
    }
    all
}
