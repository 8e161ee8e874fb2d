//! The last step of an import: an article gets its place, and is written with its pictures.

use anyhow::Result;

use super::Import;
use super::complete::clean;
use super::report::Done;
use crate::app::report as shown;
use crate::app::report::language::say;
use crate::app::session::Session;
use crate::app::source_file::{self, file_name};
use crate::base::{Diagnostic, SourcePath, limits};
use crate::content::Show;
use crate::import::article::{self, Article};
use crate::import::found::Found;
use crate::import::roles::Names;

/// How many warnings are shown after an import.
const SHOWN: usize = 200;

impl Import<'_> {
    /// Makes an article and writes it.
    pub(super) fn finish(
        &mut self,
        mut found: Found,
        label: &str,
        print: String,
        (path, name): (String, String),
    ) -> Result<Done> {
        clean(&mut found);
        self.proposals.note(&found, &Names(&self.names));
        let mut article = article::compose(found, &name, label, &print, &self.given);
        let is_whole = !article.remarks.iter().any(|remark| remark.name == "import-unproved");
        if !is_whole || article.text.len() as u64 > limits::ARTICLE_BYTES {
            return Ok(Done::Refused("import-too-long"));
        }
        if !self.args.dry_run {
            if let Some(why) = self.write(&path, &mut article)? {
                return Ok(Done::Refused(why));
            }
            self.written.push(path.clone());
        }
        self.known.insert(print, path.clone());
        Ok(Done::Written { path, article })
    }

    /// Where an article goes, and the name of its file without its end.
    pub(super) fn place(&mut self, found: &Found, name: Option<String>) -> (String, String) {
        let year = found.date.unwrap_or(self.today).year();
        let own = || match found.issue.as_str() {
            "" if found.is_page => "content/pages".to_owned(),
            "" => format!("content/news/{year:04}"),
            issue => format!("content/{issue}"),
        };
        let folder = self.folder.clone().unwrap_or_else(own);
        let mut first = name.unwrap_or_else(|| file_name(&found.title));
        if found.is_page && matches!(first.as_str(), "index" | "404") {
            // The program makes these itself.
            first = format!("page-{first}");
        }
        let number = self.numbers.entry(format!("{folder}/{first}").to_lowercase()).or_insert(0);
        loop {
            *number += 1;
            let name = if *number == 1 { first.clone() } else { format!("{first}-{number}") };
            let path = format!("{folder}/{name}.md");
            if self.taken.insert(path.to_lowercase()) {
                return (path, name);
            }
        }
    }

    /// Writes an article with its pictures; a sentence that says why not, when it cannot be.
    fn write(&self, path: &str, article: &mut Article) -> Result<Option<&'static str>> {
        let root = &self.args.site.root;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut place = root.clone();
        for part in folder.split('/') {
            place.push(part);
            if place.is_symlink() {
                return Ok(Some("import-symlink"));
            }
        }
        for (name, bytes) in &article.pictures {
            // One that an import broken off has left is the same; any other stays, and this one has another name.
            let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
            let more = (2..1000).map(|number| format!("{stem}-{number}.{end}"));
            for free in std::iter::once(name.clone()).chain(more) {
                if source_file::put(&place.join(&free), bytes, |before| before == bytes)? {
                    article.text = article.text.replace(name.as_str(), &free);
                    break;
                }
            }
        }
        source_file::create(&root.join(path), article.text.as_bytes())?;
        Ok(None)
    }

    /// Checks what was written, as `kuaixun check` would, and tells what it finds. Answers how many errors there are.
    pub(super) fn check(&self) -> Result<usize> {
        if self.written.is_empty() {
            return Ok(0);
        }
        let mut options = self.args.site.options(Show { drafts: true, scheduled: true })?;
        options.proof = true;
        let mut findings = Session::open_whole(options)?.compile_all().diagnostics;
        let is_new = |path: &SourcePath| self.written.iter().any(|known| known == path.as_str());
        findings.retain(|finding| finding.at.as_ref().is_some_and(|span| is_new(&span.file)));
        let errors = findings.iter().filter(|finding| finding.is_error()).count();
        let warnings = findings.len() - errors;
        if warnings > SHOWN {
            // Old texts have thousands, which hide what has to be mended.
            findings.retain(Diagnostic::is_error);
            shown::note(&say("import-warnings", &[("count", warnings.into())]));
        }
        shown::findings(&findings, &self.args.site.root);
        Ok(errors)
    }
}
