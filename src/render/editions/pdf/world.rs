//! All that the Typst compiler can see while it sets a booklet.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World, WorldExt as _};

use crate::base::{Diagnostic, SourcePath, Span};
use crate::content::Theme;
use crate::content::fonts::Fonts;
use crate::content::theme::PRINT;

/// Typst's own functions: the same for every booklet.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// A world of a few files in memory, and fonts.
pub struct BookletWorld<'a> {
    main: FileId,
    files: BTreeMap<String, Bytes>,
    fonts: &'a Arc<Fonts>,
}

impl<'a> BookletWorld<'a> {
    /// Puts templates and the files of a booklet on the desk. The compiler begins with the template
    /// `main`.
    pub fn new(
        main: &str,
        templates: &BTreeMap<String, String>,
        files: Vec<(String, Vec<u8>)>,
        fonts: &'a Arc<Fonts>,
    ) -> Self {
        let templates = templates.iter().filter(|(name, _)| name.ends_with(PRINT));
        let templates =
            templates.map(|(name, text)| (name.clone(), Bytes::from_string(text.clone())));
        let files = files.into_iter().map(|(name, bytes)| (name, Bytes::new(bytes)));
        let path = VirtualPath::new(main).expect("a plain name");
        Self {
            main: RootedPath::new(VirtualRoot::Project, path).intern(),
            files: templates.chain(files).collect(),
            fonts,
        }
    }

    /// A finding with what the compiler says, and where. It is about a template or a picture, never
    /// about a text, since texts are data.
    pub fn finding(
        &self,
        error: &SourceDiagnostic,
        theme: &Theme,
        sources: &BTreeMap<String, SourcePath>,
    ) -> Diagnostic {
        let finding = Diagnostic::error("edition-failed").with("said", &error.message);
        let Some(id) = error.span.id() else { return finding };
        let name = name(id);
        if let Some(picture) = sources.get(&name) {
            let finding = Diagnostic::error("damaged-picture").wording("unreadable");
            return finding.with("said", &error.message).at(Span::file(picture));
        }
        let source = self.source(id).ok();
        let range = self.range(error.span);
        let line = source.zip(range.clone()).map_or(0, |(source, range)| {
            source.text().get(..range.start).unwrap_or_default().matches('\n').count() + 1
        });
        let finding = finding.wording("template").with("line", line);
        let finding = finding.with("template", format!("editions/{name}"));
        match (theme.places.get(&format!("editions/{name}")), range) {
            (Some(path), Some(range)) => finding.at(Span::new(path, range)),
            _ => finding,
        }
    }
}

fn name(id: FileId) -> String {
    id.get().vpath().get_without_slash().to_owned()
}

impl World for BookletWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.store().book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let bytes = self.file(id)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text.to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let is_ours = matches!(id.get().root(), VirtualRoot::Project);
        let file = self.files.get(&name(id)).filter(|_| is_ours);
        file.cloned().ok_or_else(|| FileError::NotFound(name(id).into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.store().font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        // A booklet has the date of its issue, so nobody looks at the clock.
        None
    }
}
