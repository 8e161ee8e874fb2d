//! What an import found that the site does not know yet: columns, units, and old addresses that a server has to lead on.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::app::report;
use crate::app::report::language::say;
use crate::app::source_file;
use crate::base::{OutputPath, SourcePath};
use crate::content::urls;
use crate::content::yaml::value::quoted;
use crate::import::found::Found;
use crate::import::roles::Names;

/// What may not stand in an address as a browser sends it, nor between the quotation marks of a map.
const SENT: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'`').add(b'{').add(b'}');

/// The address that an imported text has, by its file.
pub fn address_of(article: &str) -> Option<OutputPath> {
    let path = SourcePath::new(article)?;
    if article.starts_with("content/pages/") {
        urls::page(&path, None)
    } else {
        urls::article(&path, None)
    }
}

/// See the top of the file.
#[derive(Default)]
pub struct Proposals {
    known: BTreeSet<String>,
    columns: BTreeMap<String, usize>,
    units: BTreeMap<String, usize>,
    /// The article of each old address.
    redirects: BTreeMap<String, String>,
}

impl Proposals {
    /// Nothing yet. `columns` are those that the site lists.
    pub fn new<'a>(columns: impl Iterator<Item = &'a str>) -> Self {
        Self { known: columns.map(str::to_owned).collect(), ..Self::default() }
    }

    /// Notes what a text says of itself.
    pub fn note(&mut self, found: &Found, names: &Names<'_>) {
        if !found.column.is_empty() && !self.known.contains(&found.column) {
            *self.columns.entry(found.column.clone()).or_default() += 1;
        }
        for unit in found.units.iter().filter(|unit| !names.has(unit)) {
            *self.units.entry(unit.clone()).or_default() += 1;
        }
    }

    /// Notes where an old address leads.
    pub fn redirect(&mut self, address: &str, article: &str) {
        self.redirects.insert(address.to_owned(), article.to_owned());
    }

    /// Says which columns and units the site does not list, as they would be listed.
    pub fn tell(&self) {
        for (name, all, head, indent) in [
            ("import-columns", &self.columns, "columns:\n", "  "),
            ("import-units", &self.units, "", ""),
        ] {
            if all.is_empty() {
                continue;
            }
            let mut sorted: Vec<_> = all.iter().collect();
            sorted.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
            let mut text = head.to_owned();
            for (value, count) in sorted {
                let _ = writeln!(text, "{indent}- name: {}  # {count}", quoted(value));
            }
            report::lines(&format!("{}\n{text}", say(name, &[])));
        }
    }

    /// Writes where old addresses lead that no page can answer: as CSV, or else as a `map` of nginx.
    ///
    /// # Errors
    /// When the machine refuses; the path is named.
    pub fn write_redirects(&self, file: &Path) -> Result<()> {
        let is_table = file.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
        let mut text = if is_table { "\u{feff}from,to\r\n".to_owned() } else { String::new() };
        for (from, article) in &self.redirects {
            let new = address_of(article).filter(|_| urls::alias(from).is_none());
            let Some(new) = new else { continue };
            let from = utf8_percent_encode(from, SENT);
            if is_table {
                let _ = write!(text, "\"{from}\",/{new}\r\n");
            } else {
                let _ = writeln!(text, "\"{from}\" /{new};");
            }
        }
        source_file::write(file, text.as_bytes())
    }
}
