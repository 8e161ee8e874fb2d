//! The edition for reading devices: EPUB 3.2. Older devices read it as EPUB 2, except for the
//! contents.
//!
//! Templates of the theme make its pages; this module makes the package around them.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::pictures::picture;
use super::sheet::{self, item_id};
use super::svg;
use super::tools::Tools;
use super::xhtml::{self, Dress};
use crate::base::moment::zip_time;
use crate::base::tree::Element;
use crate::base::{Diagnostic, Fingerprint, OutputPath, Span};
use crate::plan::view::{Booklet, BookletPicture, BookletText};
use crate::render::error::RenderError;
use crate::render::xml;

/// The widest picture, in pixels: what large devices show.
const WIDEST: u32 = 1600;

/// A file of the package: its name, its media type, its bytes.
type Part = (String, &'static str, Vec<u8>);

/// Writes a booklet as an EPUB file.
///
/// # Errors
/// A picture that cannot be read, or the finding of a template that fails.
pub fn make(booklet: &Booklet, tools: &Tools<'_>) -> Result<Vec<u8>, RenderError> {
    let mut book = Book { tools, pictures: BTreeMap::new(), drawings: Vec::new() };
    let body = &mut |text: &BookletText| xhtml::write(text, booklet, &mut book);
    let sheet = sheet::of(booklet, &tools.theme.words, body)?
        .with_mastheads(booklet, |url, picture| book.keep(url, picture))?;
    let page = |name: &str, context: &Value| -> Result<Vec<u8>, RenderError> {
        let page = tools.templates.edition(name, context)?;
        match xml::mistake(&page) {
            Some(said) => Err(ill_formed(name, said, tools).into()),
            None => Ok(page),
        }
    };
    let mut pages: Vec<(String, Vec<u8>)> = Vec::new();
    if sheet.front.volume.is_some() {
        pages.push((
            "cover.xhtml".to_owned(),
            page("cover.xhtml", &json!({ "book": sheet.front }))?,
        ));
    }
    for issue in &sheet.issues {
        let context = json!({ "book": sheet.front, "issue": issue });
        pages.push((format!("{}.xhtml", issue.id), page("issue.xhtml", &context)?));
        for item in &issue.items {
            let context = json!({ "book": sheet.front, "item": item });
            pages.push((format!("{}.xhtml", item.id), page("article.xhtml", &context)?));
        }
    }
    let nav = page("contents.xhtml", &json!({ "book": sheet }))?;
    let style = tools.theme.editions.get("epub.css").map_or("", String::as_str);
    let style = tools.theme.colours.resolve(style);
    let mut parts: Vec<Part> = vec![("style.css".to_owned(), "text/css", style.into())];
    parts.extend(book.pictures.into_values().flatten());
    parts.extend(book.drawings);
    let files =
        |(name, kind): (&String, &str)| json!({ "id": id(name), "name": name, "kind": kind });
    let xhtml = pages.iter().map(|(name, _)| (name, "application/xhtml+xml")).map(files);
    let others = parts.iter().map(|(name, kind, _)| (name, *kind)).map(files);
    let package = json!({
        "book": sheet.front,
        "identifier": identifier(booklet),
        "pages": xhtml.collect::<Vec<_>>(),
        "parts": others.collect::<Vec<_>>(),
    });
    let package = page("package.opf", &package)?;
    Ok(pack(booklet, package, nav, pages, parts))
}

/// A template that makes what no reading device can open.
fn ill_formed(name: &str, said: String, tools: &Tools<'_>) -> Diagnostic {
    let template = format!("editions/{name}");
    let place = tools.theme.places.get(&template).map(Span::file);
    let finding = Diagnostic::error("edition-failed").wording("epub");
    let finding = finding.with("template", template).with("said", said);
    match place {
        Some(place) => finding.at(place),
        None => finding,
    }
}

/// Collects the files that the texts of a book need: pictures and drawings.
struct Book<'a> {
    tools: &'a Tools<'a>,
    /// Pictures by their addresses on the site; `None` for one that cannot be shown.
    pictures: BTreeMap<OutputPath, Option<Part>>,
    drawings: Vec<Part>,
}

impl Book<'_> {
    /// Puts a picture into the book, and answers its name; `None` when it cannot be shown.
    fn keep(
        &mut self,
        url: &OutputPath,
        about: &BookletPicture,
    ) -> Result<Option<String>, RenderError> {
        if !self.pictures.contains_key(url) {
            let part = picture(about, WIDEST, self.tools)?.map(|(kind, bytes)| {
                let number = self.pictures.len() + 1;
                let name = format!("picture-{number}.{}", kind.extension());
                (name, kind.media_type(), bytes)
            });
            self.pictures.insert(url.clone(), part);
        }
        Ok(self.pictures[url].as_ref().map(|(name, ..)| name.clone()))
    }
}

impl Dress for Book<'_> {
    fn class(&self, _: &Element) -> Option<&'static str> {
        None
    }

    fn item(&self, issue: usize, place: usize) -> String {
        format!("{}.xhtml", item_id(issue, place))
    }

    fn picture(
        &mut self,
        text: &BookletText,
        url: &OutputPath,
    ) -> Result<Option<String>, RenderError> {
        text.pictures.get(url).map_or(Ok(None), |picture| self.keep(url, picture))
    }

    fn drawing(&mut self, drawing: &Element) -> Option<String> {
        let name = format!("drawing-{}.svg", self.drawings.len() + 1);
        let svg = svg::chart(drawing, &[], &self.tools.theme.colours).into_bytes();
        self.drawings.push((name.clone(), "image/svg+xml", svg));
        Some(name)
    }
}

/// The book's identifier, which tells it from all other books.
fn identifier(booklet: &Booklet) -> String {
    match &booklet.base_url {
        Some(base) => format!("{base}{}#{}", booklet.url, booklet.name),
        None => {
            let whose = Fingerprint::of_bytes(booklet.title.as_bytes()).short();
            format!("urn:kuaixun:{}:{whose}", booklet.name)
        }
    }
}

fn id(name: &str) -> String {
    name.replace('.', "-")
}

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
    <container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n\
    <rootfiles><rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\" /></rootfiles>\n\
    </container>\n";

/// Packs the container (OCF 3.2). Its file `mimetype` comes first and is not compressed.
fn pack(
    booklet: &Booklet,
    package: Vec<u8>,
    nav: Vec<u8>,
    pages: Vec<(String, Vec<u8>)>,
    parts: Vec<Part>,
) -> Vec<u8> {
    let options = SimpleFileOptions::default().last_modified_time(zip_time(booklet.date));
    let stored = options.compression_method(CompressionMethod::Stored);
    let mut files = vec![
        ("META-INF/container.xml".to_owned(), CONTAINER.into()),
        ("EPUB/package.opf".to_owned(), package),
        ("EPUB/nav.xhtml".to_owned(), nav),
    ];
    files.extend(pages.into_iter().map(|(name, bytes)| (format!("EPUB/{name}"), bytes)));
    files.extend(parts.into_iter().map(|(name, _, bytes)| (format!("EPUB/{name}"), bytes)));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, options: SimpleFileOptions, bytes: &[u8]| {
        zip.start_file(name, options).and_then(|()| Ok(zip.write_all(bytes)?))
    };
    put("mimetype", stored, b"application/epub+zip").expect("memory takes what it is given");
    for (name, bytes) in &files {
        let is_packed = [".jpg", ".png", ".gif"].iter().any(|end| name.ends_with(end));
        let options = if is_packed { stored } else { options };
        put(name, options, bytes).expect("memory takes what it is given");
    }
    zip.finish().expect("memory takes what it is given").into_inner()
}
