//! The edition for reading devices: EPUB 3.2, which older devices read as EPUB 2 but for the contents.
//!
//! A small writer of our own: a booklet needs a package, its contents and one page for each article.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::tree::Element;
use super::xhtml::{self, Dress, escaped};
use super::{
    DEEPEST, Kind, Masthead, Tools, label, masthead, picture, read_back, recipients, signature,
    staff, svg,
};
use crate::base::moment::zip_time;
use crate::base::{Fingerprint, OutputPath};
use crate::content::Words;
use crate::plan::view::{Booklet, BookletIssue, BookletItem, BookletText};
use crate::render::RenderError;

/// The widest picture: what large devices show.
const WIDEST: u32 = 1600;

/// One style for all pages; devices lay their own over it.
const STYLE: &str = include_str!("epub.css");

/// A file of the package: its name, its kind, its bytes.
type Part = (String, &'static str, Vec<u8>);

/// Writes a booklet.
///
/// # Errors
/// A picture that cannot be read.
pub fn make(booklet: &Booklet, tools: &Tools<'_>) -> Result<Vec<u8>, RenderError> {
    let mut book = Book { booklet, tools, pictures: BTreeMap::new(), drawings: Vec::new() };
    let mut pages: Vec<(String, Vec<u8>)> = Vec::new();
    if booklet.year.is_some() {
        pages.push(("cover.xhtml".to_owned(), book.cover()));
    }
    for (number, issue) in booklet.issues.iter().enumerate() {
        pages.push((format!("issue-{}.xhtml", number + 1), book.issue(number, issue)?));
        for (place, item) in issue.items.iter().enumerate() {
            let label = label(number, place);
            pages.push((format!("{label}.xhtml"), book.article(item)?));
        }
    }
    let nav = book.nav();
    let Book { pictures, drawings, .. } = book;
    let mut parts: Vec<Part> = vec![("style.css".to_owned(), "text/css", STYLE.into())];
    parts.extend(pictures.into_values().flatten());
    parts.extend(drawings);
    let package = package(booklet, &pages, &parts);
    Ok(pack(booklet, &package, nav, pages, parts))
}

/// A book being written.
struct Book<'a> {
    booklet: &'a Booklet,
    tools: &'a Tools<'a>,
    /// By their addresses on the site; nothing where one cannot be shown.
    pictures: BTreeMap<OutputPath, Option<Part>>,
    drawings: Vec<Part>,
}

impl Book<'_> {
    fn page(&self, title: &str, body: &str) -> Vec<u8> {
        let language = escaped(&self.booklet.language);
        let title = escaped(title);
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n\
             <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{language}\" xml:lang=\"{language}\">\n\
             <head><title>{title}</title><link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\" /></head>\n\
             <body>\n{body}</body>\n</html>\n"
        )
        .into_bytes()
    }

    fn cover(&self) -> Vec<u8> {
        let Booklet { publication, publisher, title, year, .. } = self.booklet;
        let year =
            year.map(|year| self.tools.theme.words.fill("volume_of_year", &[("year", &year)]));
        let body = format!(
            "<section class=\"cover\">\n<h1 class=\"masthead\">{}</h1>\n<p>{}</p>\n<p>{}</p>\n</section>\n",
            escaped(publication),
            escaped(&year.unwrap_or_default()),
            escaped(publisher),
        );
        self.page(title, &body)
    }

    /// The front of an issue: masthead, contents, editor's note, imprint.
    fn issue(&mut self, number: usize, issue: &BookletIssue) -> Result<Vec<u8>, RenderError> {
        let words = &self.tools.theme.words;
        let mut body = head(issue, self.booklet, words);
        if issue.items.len() > 1 {
            let _ = write!(
                body,
                "<section class=\"contents\">\n<h2>{}</h2>\n<ol>\n",
                escaped(words.get("contents"))
            );
            contents(&mut body, number, issue);
            body.push_str("</ol>\n</section>\n");
        }
        if let Some(note) = &issue.note {
            let _ = writeln!(
                body,
                "<section class=\"note\">\n<h2>{}</h2>",
                escaped(words.get("editors_note"))
            );
            self.text(&mut body, note)?;
            body.push_str("</section>\n");
        }
        let recipients = recipients(&issue.imprint, words);
        let staff = staff(&issue.imprint, words);
        if !recipients.is_empty() || !staff.is_empty() {
            body.push_str("<footer class=\"foot\">\n");
            for (name, who) in recipients {
                let _ = writeln!(body, "<p>{}{}</p>", escaped(name), escaped(&who));
            }
            let _ =
                writeln!(body, "<p class=\"staff\">{}</p>\n</footer>", escaped(&staff.join("　")));
        }
        Ok(self.page(&issue.card.title, &body))
    }

    fn article(&mut self, item: &BookletItem) -> Result<Vec<u8>, RenderError> {
        let words = &self.tools.theme.words;
        let mut body = String::from("<article>\n");
        if let Some(column) = item.credits.column() {
            let _ = writeln!(body, "<p class=\"column\">{}</p>", escaped(&column.title));
        }
        let _ = writeln!(body, "<h1>{}</h1>", escaped(&item.row.title));
        self.text(&mut body, &item.text)?;
        for line in signature(item, words) {
            let _ = writeln!(body, "<p class=\"byline\">{}</p>", escaped(&line));
        }
        body.push_str("</article>\n");
        Ok(self.page(&item.row.title, &body))
    }

    fn text(&mut self, out: &mut String, text: &BookletText) -> Result<(), RenderError> {
        xhtml::write(out, &read_back(text, DEEPEST), text, self.booklet, self)?;
        out.push('\n');
        Ok(())
    }

    /// What the device shows as contents (EPUB 3.2, 7).
    fn nav(&self) -> Vec<u8> {
        let words = &self.tools.theme.words;
        let mut body = format!(
            "<nav epub:type=\"toc\" id=\"toc\">\n<h1>{}</h1>\n<ol>\n",
            escaped(words.get("contents"))
        );
        for (number, issue) in self.booklet.issues.iter().enumerate() {
            let _ = write!(
                body,
                "<li><a href=\"issue-{}.xhtml\">{}</a>",
                number + 1,
                escaped(&issue.card.title)
            );
            if !issue.items.is_empty() {
                body.push_str("\n<ol>\n");
                contents(&mut body, number, issue);
                body.push_str("</ol>\n");
            }
            body.push_str("</li>\n");
        }
        body.push_str("</ol>\n</nav>\n");
        self.page(&self.booklet.title, &body)
    }
}

/// The items of a list: the articles of an issue.
fn contents(out: &mut String, number: usize, issue: &BookletIssue) {
    for (place, item) in issue.items.iter().enumerate() {
        let (label, title) = (label(number, place), escaped(&item.row.title));
        let _ = writeln!(out, "<li><a href=\"{label}.xhtml\">{title}</a></li>");
    }
}

fn head(issue: &BookletIssue, booklet: &Booklet, words: &Words) -> String {
    let Masthead { classification, name, label, publisher, date, title } =
        masthead(issue, booklet, words);
    let mut body = String::from("<header>\n");
    if let Some(classification) = classification {
        let _ = writeln!(body, "<p class=\"classification\">{}</p>", escaped(classification));
    }
    let _ = writeln!(
        body,
        "<h1 class=\"masthead\">{}</h1>\n<p class=\"label\">{}</p>\n<p class=\"line\">{}　{}</p>",
        escaped(name),
        escaped(label),
        escaped(publisher),
        escaped(&date.unwrap_or_default()),
    );
    if let Some(title) = title {
        let _ = writeln!(body, "<p class=\"theme\">{}</p>", escaped(title));
    }
    body.push_str("</header>\n");
    body
}

impl Dress for Book<'_> {
    fn style(&self, _: &Element) -> Option<&'static str> {
        None
    }

    fn item(&self, issue: usize, place: usize) -> String {
        format!("{}.xhtml", label(issue, place))
    }

    fn picture(
        &mut self,
        text: &BookletText,
        url: &OutputPath,
    ) -> Result<Option<String>, RenderError> {
        if !self.pictures.contains_key(url) {
            let part = match picture(text, url, WIDEST, self.tools)? {
                // No kind that every device must know (EPUB 3.2, 3.3).
                None | Some((Kind::Webp, _)) => None,
                Some((kind, bytes)) => {
                    let number = self.pictures.len() + 1;
                    let name = format!("picture-{number}.{}", kind.extension());
                    Some((name, kind.media_type(), bytes))
                }
            };
            self.pictures.insert(url.clone(), part);
        }
        Ok(self.pictures[url].as_ref().map(|(name, ..)| name.clone()))
    }

    fn drawing(&mut self, drawing: &Element) -> Option<String> {
        let name = format!("drawing-{}.svg", self.drawings.len() + 1);
        let svg = svg::chart(drawing, &[]).into_bytes();
        self.drawings.push((name.clone(), "image/svg+xml", svg));
        Some(name)
    }
}

/// The package document (EPUB 3.2, 3.4).
fn package(booklet: &Booklet, pages: &[(String, Vec<u8>)], parts: &[Part]) -> String {
    let base = booklet.base_url.as_deref();
    let identifier = base.map_or_else(
        || {
            let whose = Fingerprint::of_bytes(booklet.title.as_bytes()).short();
            format!("urn:kuaixun:{}:{whose}", booklet.name)
        },
        |base| format!("{base}{}#{}", booklet.url, booklet.name),
    );
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" xml:lang=\"{language}\">\n\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
         <dc:identifier id=\"id\">{}</dc:identifier>\n<dc:title>{}</dc:title>\n<dc:language>{language}</dc:language>\n\
         <dc:publisher>{}</dc:publisher>\n<dc:creator>{}</dc:creator>\n<dc:date>{date}</dc:date>\n\
         <meta property=\"dcterms:modified\">{date}T00:00:00Z</meta>\n\
         <meta property=\"schema:accessMode\">textual</meta>\n<meta property=\"schema:accessMode\">visual</meta>\n\
         <meta property=\"schema:accessibilityFeature\">tableOfContents</meta>\n<meta property=\"schema:accessibilityFeature\">alternativeText</meta>\n\
         <meta property=\"schema:accessibilityHazard\">none</meta>\n</metadata>\n<manifest>\n\
         <item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\" />\n",
        escaped(&identifier),
        escaped(&booklet.title),
        escaped(&booklet.publisher),
        escaped(&booklet.publisher),
        language = escaped(&booklet.language),
        date = booklet.date,
    );
    for (name, _) in pages {
        let _ = writeln!(
            out,
            "<item id=\"{}\" href=\"{name}\" media-type=\"application/xhtml+xml\" />",
            id(name)
        );
    }
    for (name, kind, _) in parts {
        let _ = writeln!(out, "<item id=\"{}\" href=\"{name}\" media-type=\"{kind}\" />", id(name));
    }
    out.push_str("</manifest>\n<spine>\n");
    for (name, _) in pages {
        let _ = writeln!(out, "<itemref idref=\"{}\" />", id(name));
    }
    out.push_str("</spine>\n</package>\n");
    out
}

fn id(name: &str) -> String {
    name.replace('.', "-")
}

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
    <container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n\
    <rootfiles><rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\" /></rootfiles>\n\
    </container>\n";

/// The container (OCF 3.2): its kind first, and not compressed.
fn pack(
    booklet: &Booklet,
    package: &str,
    nav: Vec<u8>,
    pages: Vec<(String, Vec<u8>)>,
    parts: Vec<Part>,
) -> Vec<u8> {
    let options = SimpleFileOptions::default().last_modified_time(zip_time(booklet.date));
    let stored = options.compression_method(CompressionMethod::Stored);
    let mut files = vec![
        ("META-INF/container.xml".to_owned(), CONTAINER.into()),
        ("EPUB/package.opf".to_owned(), package.as_bytes().to_vec()),
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
