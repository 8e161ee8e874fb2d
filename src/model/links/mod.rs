//! Follows the links authors wrote: to other files, to headings in them, to files to copy.

mod lookup;

use percent_encoding::percent_decode_str;

pub use lookup::Destinations;

use super::files::{SourceFile, Treatment};
use super::select::Hidden;
use crate::base::diagnostic::did_you_mean;
use crate::base::{Diagnostic, OutputPath, SourcePath, Span, limits};
use crate::content::front_matter::notices::Notice;
use crate::content::inputs::Asset;
use crate::content::markdown::body::ID_PREFIX;
use crate::content::picture;
use crate::content::picture::{Kind, Photo};
use crate::content::{Document, File, LinkKind, Place, RawLink, urls};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// Another site, by its address.
    Elsewhere(String),
    /// A heading of the same text, by its anchor.
    Here(String),
    /// A page of this site, and the id of a heading on it.
    Page(OutputPath, Option<String>),
    /// A file of this site, with its size in pixels if it is an image.
    File(OutputPath, Option<(u32, u32)>),
    /// A film or a sound of this site, with its length in bytes.
    Media(OutputPath, u64),
    /// A photograph, shown in several widths.
    Photo(Photo),
    /// Nowhere: the link is wrong, and a finding says why.
    Nowhere,
}

/// One target for each link of a body, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Links(pub Vec<Target>);

/// What turned up while links were followed, apart from their targets.
#[derive(Debug, Default)]
pub struct Found {
    /// Files to publish: the address, and the source file.
    pub files: Vec<(OutputPath, SourceFile)>,
    /// Addresses that must exist, each with the place of the link to it.
    pub expected: Vec<(OutputPath, Span)>,
    /// What is wrong with the links.
    pub findings: Vec<Diagnostic>,
}

impl Found {
    /// Whether the next finding is shown. For others, to look for what may be meant is not worth its time.
    fn is_short(&self) -> bool {
        self.findings.len() <= limits::FINDINGS
    }
}

impl Destinations<'_> {
    /// Follows all links of a document. What else turns up is added to `found`.
    pub fn follow(&self, document: &Document, found: &mut Found) -> Links {
        let one = |link: &RawLink| {
            let span = Span::new(&document.path, link.range.clone());
            self.target(document, link, &span, found).unwrap_or_else(|finding| {
                found.findings.push(finding.at(span));
                Target::Nowhere
            })
        };
        Links(document.body.links.iter().map(one).collect())
    }

    /// Finds a file that front matter names, relative to the document, and adds it to `found`.
    /// Returns its address, and its length in bytes; none of a picture, which is published without what cameras write.
    ///
    /// # Errors
    /// A finding, without its place, when the file is missing or may not be published.
    pub fn attach(
        &self,
        document: &Document,
        file: &str,
        found: &mut Found,
    ) -> Result<(OutputPath, Option<u64>), Diagnostic> {
        let path = document.path.sibling(file).ok_or_else(|| outside(file))?;
        match self.file(&path, LinkKind::Link, found)? {
            Some(Target::File(url, _)) => {
                let length = match self.tree.files.get(&path) {
                    Some(File::Asset(asset)) if asset.kind.is_none() => Some(asset.length),
                    _ => None,
                };
                Ok((url, length))
            }
            _ => {
                let finding = self.missing([&document.path, &path], file, found);
                Err(finding.wording("attachment"))
            }
        }
    }

    fn target(
        &self,
        document: &Document,
        link: &RawLink,
        span: &Span,
        found: &mut Found,
    ) -> Result<Target, Diagnostic> {
        let destination = link.destination.trim();
        if destination.starts_with("//") {
            let finding = Diagnostic::error("bad-scheme").wording("missing");
            return Err(finding.with("link", destination));
        }
        if let Some(scheme) = scheme(destination) {
            return elsewhere(destination, &scheme);
        }
        let (path, anchor) = match destination.split_once('#') {
            Some((path, anchor)) => (path, Some(decode(anchor))),
            None => (destination, None),
        };
        let path = decode(path.split('?').next().unwrap_or_default());
        if path.is_empty() {
            let anchor = anchor.filter(|anchor| !anchor.is_empty());
            return match anchor {
                Some(anchor) => heading(document, &anchor, found)
                    .map(Target::Here)
                    .map_err(|finding| finding.wording("here")),
                None => Err(Diagnostic::error("empty-link")),
            };
        }
        if let Some(address) = path.strip_prefix('/') {
            return self.by_address(address, anchor, span, found);
        }
        if path.starts_with("www.") {
            let finding = Diagnostic::error("broken-link").wording("bare");
            return Err(finding.with("address", destination));
        }
        let source = document.path.sibling(&path).ok_or_else(|| outside(&path))?;
        let source = self.as_on_disk(source);
        if let Some(other) = self.document(&source) {
            let url = &other.url;
            let anchor = match anchor.filter(|anchor| !anchor.is_empty()) {
                Some(anchor) => Some(format!("{ID_PREFIX}{}", heading(other, &anchor, found)?)),
                None => None,
            };
            if matches!(other.place, Place::Publication(_) | Place::Issue(..)) {
                // Whether this page exists depends on what stands in the issue.
                found.expected.push((url.clone(), span.clone()));
            }
            return Ok(Target::Page(url.clone(), anchor));
        }
        if let Some(other) = self.withdrawn(&source) {
            let notice = other.head.withdrawn.as_ref();
            found.findings.extend(notice.map(|notice| withdrawn(&path, notice, span)));
            return Ok(Target::Page(other.url.clone(), None));
        }
        if let Some(why) = self.hidden.get(&source) {
            return Err(unpublished(&path, *why));
        }
        let word = if link.kind == LinkKind::Image { "picture" } else { "" };
        self.file(&source, link.kind, found)?.ok_or_else(|| {
            let finding = match self.form_of(document, destination) {
                Some(form) => {
                    Diagnostic::error("broken-link").with("file", &path).near(Some(&form))
                }
                None => self.missing([&document.path, &source], &path, found),
            };
            finding.wording(word)
        })
    }

    /// The target of a link that begins with `/`: a file of `static/`, or else a page of this site,
    /// by its address.
    fn by_address(
        &self,
        address: &str,
        anchor: Option<String>,
        span: &Span,
        found: &mut Found,
    ) -> Result<Target, Diagnostic> {
        let static_file = SourcePath::new(&format!("static/{address}"));
        if let Some(File::Asset(asset)) = static_file.and_then(|path| self.tree.files.get(&path))
            && let Some(url) = OutputPath::new(address)
        {
            return Ok(match picture::playable(address) {
                Some(_) => Target::Media(url, asset.length),
                None => Target::File(url, asset.size),
            });
        }
        let url =
            if address.is_empty() { OutputPath::new("index.html") } else { urls::alias(address) };
        let url = url.ok_or_else(|| {
            Diagnostic::error("broken-link").wording("page").with("address", address)
        })?;
        found.expected.push((url.clone(), span.clone()));
        let other = self.at(&url);
        if let Some(other) = other.and_then(|other| self.withdrawn(&other.path)) {
            let notice = other.head.withdrawn.as_ref();
            found.findings.extend(notice.map(|notice| withdrawn(address, notice, span)));
            return Ok(Target::Page(url, None));
        }
        let anchor = match (other, anchor.filter(|anchor| !anchor.is_empty())) {
            (Some(other), Some(anchor)) => {
                Some(format!("{ID_PREFIX}{}", heading(other, &anchor, found)?))
            }
            (_, anchor) => anchor,
        };
        Ok(Target::Page(url, anchor))
    }

    fn file(
        &self,
        path: &SourcePath,
        kind: LinkKind,
        found: &mut Found,
    ) -> Result<Option<Target>, Diagnostic> {
        let Some(File::Asset(asset)) = self.tree.files.get(path) else { return Ok(None) };
        if !path.as_str().starts_with("content/") {
            return Err(outside(path.as_str()));
        }
        if let Some(why) = self.bar(path) {
            return Err(unpublished(path.as_str(), why));
        }
        let url = urls::file(path)
            .ok_or_else(|| Diagnostic::error("url-too-long").wording("file").with("path", path))?;
        let extension = path.extension();
        if asset.is_active {
            let word = if asset.kind == Some(Kind::Drawing) { "drawing" } else { "" };
            return Err(Diagnostic::error("active-file").wording(word).with("file", path));
        }
        let is_played =
            kind == LinkKind::Image && picture::playable(&format!("a.{extension}")).is_some();
        if kind == LinkKind::Image && !is_played {
            can_be_shown(path, asset)?;
        }
        let fingerprint = asset.fingerprint;
        let source = |treatment| SourceFile { path: path.clone(), fingerprint, treatment };
        // Scaled, it would stand still.
        let photo = asset.kind.zip(asset.size).filter(|_| kind == LinkKind::Image && !asset.moves);
        if let Some(photo) = photo.and_then(|(kind, size)| Photo::new(&url, kind, size)) {
            for version in photo.versions() {
                let width = version.size.0;
                let scale =
                    if version.is_scaled { Treatment::Scale(width) } else { Treatment::Clean };
                found.files.push((version.url, source(scale)));
            }
            return Ok(Some(Target::Photo(photo)));
        }
        // Also what has the name of a picture and is none: somebody may still find a place in it.
        let is_picture = asset.kind.is_some() || PICTURES.contains(&extension.as_str());
        let treatment = if is_picture { Treatment::Clean } else { Treatment::Copy };
        if asset.says_where {
            let finding = Diagnostic::warning("photo-position").wording("film").with("path", path);
            found.findings.push(finding.at(Span::file(path)));
        }
        found.files.push((url.clone(), source(treatment)));
        Ok(Some(if is_played {
            Target::Media(url, asset.length)
        } else {
            Target::File(url, asset.size)
        }))
    }

    /// The finding on a file that is not there, after `found`.
    fn missing(&self, [from, path]: [&SourcePath; 2], written: &str, found: &Found) -> Diagnostic {
        let finding = Diagnostic::error("broken-link").with("file", written);
        if !found.is_short() {
            return finding;
        }
        let start = SourcePath::new(path.folder()).unwrap_or_else(|| path.clone());
        let beside = self.tree.files.range(start..).map(|(other, _)| other);
        let names = beside
            .take_while(|other| other.as_str().starts_with(path.folder()))
            .filter(|other| other.folder() == path.folder() && *other != from)
            .map(SourcePath::file_name);
        let names: Vec<&str> = names.collect();
        let wanted = path.file_name().to_lowercase();
        // The same name in other capitals is meant before any other.
        let same = names.iter().find(|name| name.to_lowercase() == wanted).copied();
        finding.near(same.or_else(|| did_you_mean(path.file_name(), names)))
    }
}

/// The file that a relative link means in a text at `from`, and what follows its path: `#` or `?`, and more. `None` of any
/// other link.
pub fn local<'a>(from: &SourcePath, destination: &'a str) -> Option<(SourcePath, &'a str)> {
    let destination = destination.trim();
    let is_elsewhere = scheme(destination).is_some() || destination.starts_with(['/', '#']);
    let end = destination.find(['#', '?']).unwrap_or(destination.len());
    let path = decode(&destination[..end]);
    if is_elsewhere || path.is_empty() || path.starts_with("www.") {
        return None;
    }
    Some((from.sibling(&path)?, &destination[end..]))
}

/// How the names of pictures end.
const PICTURES: [&str; 13] = [
    "ico", "jpg", "jpeg", "png", "apng", "gif", "webp", "avif", "heic", "heif", "bmp", "tif",
    "tiff",
];

/// Refuses pictures that browsers cannot show, before they are published. A browser goes by the bytes
/// where it shows a picture, but not where the name is of no picture at all.
fn can_be_shown(path: &SourcePath, asset: &Asset) -> Result<(), Diagnostic> {
    let extension = path.extension();
    let is_named = PICTURES.contains(&extension.as_str());
    match asset.kind {
        _ if extension == "svg" => Ok(()),
        Some(kind) if is_named && !kind.is_shown() => Err("unknown-picture"),
        Some(_) if is_named && asset.size.is_some() => Ok(()),
        _ if is_named => Err("damaged-picture"),
        _ => Err("unknown-picture"),
    }
    .map_err(|code| Diagnostic::error(code).with("path", path))
}

/// The schemes of links: what a browser hands on runs nothing.
const SCHEMES: [&str; 11] =
    ["http", "https", "mailto", "tel", "sms", "geo", "ftp", "ftps", "irc", "ircs", "magnet"];

/// The scheme of an absolute address, in lower case; `None` for a relative one.
fn scheme(destination: &str) -> Option<String> {
    let (scheme, _) = destination.split_once(':')?;
    let mut letters = scheme.bytes();
    let legal = letters.next().is_some_and(|b| b.is_ascii_alphabetic())
        && letters.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    legal.then(|| scheme.to_ascii_lowercase())
}

fn elsewhere(destination: &str, scheme: &str) -> Result<Target, Diagnostic> {
    match scheme {
        known if SCHEMES.contains(&known) => Ok(Target::Elsewhere(destination.to_owned())),
        "file" => Err(on_own_disk(destination)),
        drive if drive.len() == 1 => Err(on_own_disk(destination)),
        other => {
            let finding = Diagnostic::error("bad-scheme").with("scheme", other);
            Err(finding.near(did_you_mean(other, ["https", "http", "mailto"])))
        }
    }
}

fn on_own_disk(destination: &str) -> Diagnostic {
    Diagnostic::error("own-disk").with("link", destination)
}

fn outside(path: &str) -> Diagnostic {
    Diagnostic::error("outside").with("path", path)
}

/// The finding on a link to an item that was withdrawn.
fn withdrawn(path: &str, notice: &Notice, span: &Span) -> Diagnostic {
    let finding = Diagnostic::warning("link-to-withdrawn").with("path", path);
    finding.with("date", notice.date.date).at(span.clone())
}

fn unpublished(path: &str, why: Hidden) -> Diagnostic {
    if let Hidden::Expired(day) = why {
        // Days pass by themselves, and must not keep a site from being published.
        let finding = Diagnostic::warning("link-to-hidden").wording("expired");
        return finding.with("date", day).with("path", path);
    }
    let reason = match why {
        Hidden::Draft => "draft",
        Hidden::Scheduled(_) => "scheduled",
        Hidden::Expired(_) => "expired",
        Hidden::Internal => "internal",
        Hidden::Elsewhere => "elsewhere",
    };
    Diagnostic::error("link-to-hidden").with("reason", reason).with("path", path)
}

/// The anchor of the heading that is meant. Authors may write that anchor, or the id that a browser
/// shows.
///
/// # Errors
/// The finding, after `found`, that there is no such heading.
fn heading(document: &Document, anchor: &str, found: &Found) -> Result<String, Diagnostic> {
    let short = anchor.strip_prefix(ID_PREFIX).unwrap_or(anchor);
    // Ids of headings have small letters; what authors see has capitals.
    let small = short.to_ascii_lowercase();
    let known = [anchor, short, &small].into_iter().find_map(|one| document.body.anchors.get(one));
    known.cloned().ok_or_else(|| {
        let anchors = document.body.headings.iter().map(|heading| heading.anchor.as_str());
        let near = found.is_short().then(|| did_you_mean(anchor, anchors)).flatten();
        Diagnostic::error("broken-anchor").with("anchor", anchor).near(near)
    })
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
