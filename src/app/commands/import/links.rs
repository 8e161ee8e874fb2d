//! Where the links of a page lead: to another page that is imported, to a picture or a file that lies in the same
//! folder, or elsewhere. What leads nowhere keeps its words and is named.

#![expect(clippy::disallowed_methods, reason = "the shell reads what lies beside a page")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use percent_encoding::percent_decode_str;
use regex::Regex;

use super::pages::{Pages, joined};
use super::sources::Source;
use crate::base::tree::{self, Element, Node};
use crate::base::{SourcePath, limits};
use crate::import::article;
use crate::import::found::{Found, Remark};
use crate::import::generator::REF;

/// Kinds of files that an article may offer.
pub const OFFERED: [&str; 22] = [
    "pdf", "doc", "docx", "wps", "xls", "xlsx", "et", "ppt", "pptx", "csv", "txt", "zip", "rar",
    "7z", "ofd", "rtf", "jpg", "jpeg", "png", "gif", "mp3", "mp4",
];

/// The end of the name of a small version of a picture.
static SMALL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"-\d+x\d+(\.[A-Za-z]+)$").expect("a tested pattern"));

/// Leads the links of a text to where their targets are now. `path` is that of its article, `address` where it was
/// from the top of its site.
pub fn settle(found: &mut Found, source: &Source, (path, address): (&str, &str), pages: &Pages) {
    let mut body = std::mem::take(&mut found.body);
    let mut links = Links { found, source, path, address, pages };
    links.nodes(&mut body);
    found.body = body;
}

struct Links<'a> {
    found: &'a mut Found,
    source: &'a Source,
    path: &'a str,
    address: &'a str,
    pages: &'a Pages,
}

impl Links<'_> {
    fn nodes(&mut self, nodes: &mut [Node]) {
        for node in nodes {
            let Node::Element(one) = node else { continue };
            match one.name.as_str() {
                "a" => self.link(one),
                "img" => self.picture(one),
                "video" | "audio" | "source" => self.file(one, "src"),
                _ => {}
            }
            self.nodes(&mut one.children);
        }
    }

    fn lose(&mut self, kind: &'static str, address: &str) {
        self.found
            .remarks
            .push(Remark::warning("import-lost").with("kind", kind).with("name", address));
    }

    fn link(&mut self, element: &mut Element) {
        let Some(address) = element.get("href").map(|address| self.local(address)) else { return };
        // A text by its name.
        let name = address.strip_prefix(REF).or_else(|| address.strip_prefix('@'));
        if let Some(page) = name.and_then(|name| self.pages.name(name)) {
            if element.children.is_empty() {
                let title = self.pages.title(page).unwrap_or_default();
                element.children.push(Node::Text(title.to_owned()));
            }
            return self.lead_to(element, page);
        }
        match scheme(&address) {
            Scheme::None => {}
            Scheme::Web => return set(element, "href", &address),
            Scheme::Other => {
                set(element, "href", "");
                return self.lose("link", name.unwrap_or(&address));
            }
        }
        if address.starts_with('#') {
            // A place in the same page: headings have other names now.
            set(element, "href", "");
            if self.source.is_of_generator() {
                self.lose("link", &address);
            }
            return;
        }
        let file = self.on_disk(&address);
        let page = file.as_ref().and_then(|file| self.pages.file(file));
        let is_text = [".md", ".markdown"].iter().any(|end| address.contains(end));
        let page = page
            .or_else(|| self.pages.address(&joined(self.address, &address)))
            .or_else(|| self.pages.name(&address).filter(|_| is_text));
        if let Some(page) = page {
            return self.lead_to(element, page);
        }
        set(element, "href", &address);
        self.file(element, "href");
    }

    fn lead_to(&self, element: &mut Element, page: &str) {
        let (to, from) = (SourcePath::new(page), SourcePath::new(self.path));
        let (Some(to), Some(from)) = (to, from) else { return };
        set(element, "href", &to.seen_from(&from));
    }

    /// An address of the site itself as one from its top; one that leaves the scheme open with one.
    fn local(&self, address: &str) -> String {
        let address = address.trim();
        let folder = self.source.top.file_name().unwrap_or_default().to_string_lossy();
        let rest =
            ["http://", "https://", "//"].iter().find_map(|start| address.strip_prefix(start));
        let above = self.source.site.base.as_str();
        if !above.is_empty()
            && let Some(rest) = address.strip_prefix(above).filter(|rest| rest.starts_with('/'))
        {
            return rest.to_owned();
        }
        let bare = |host: &'_ str| host.trim_start_matches("www.").to_owned();
        for host in [bare(&folder), bare(&self.source.site.host)] {
            let rest = rest.map(bare).filter(|_| host.contains('.'));
            let start = rest.as_ref().and_then(|rest| rest.get(..host.len()));
            let is_own = start.is_some_and(|start| start.eq_ignore_ascii_case(&host));
            match rest.as_ref().map(|rest| &rest[host.len().min(rest.len())..]).filter(|_| is_own) {
                Some("") => return "/".to_owned(),
                Some(rest) if rest.starts_with('/') => {
                    return format!("/{}", rest.trim_start_matches('/'));
                }
                _ => {}
            }
        }
        if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() }
    }

    fn picture(&mut self, element: &mut Element) {
        // Pages that load their pictures late have the address elsewhere.
        let addresses =
            ["src", "data-src", "data-original"].iter().filter_map(|key| element.get(key));
        let addresses: Vec<String> = addresses.map(|address| self.local(address)).collect();
        for address in &addresses {
            let bytes =
                match address.strip_prefix("data:").and_then(|data| data.split_once(";base64,")) {
                    Some((_, data)) => BASE64.decode(data.trim()).ok(),
                    None => self.picture_on_disk(address),
                };
            if let Some(bytes) = bytes {
                let name = if address.starts_with("data:") {
                    article::fingerprint(&bytes)
                } else {
                    address.clone()
                };
                set(element, "src", &name);
                self.found.pictures.insert(name, bytes);
                return;
            }
        }
        if let Some(remote) = addresses.iter().find(|address| scheme(address) == Scheme::Web) {
            set(element, "src", remote);
        } else if let Some(address) = addresses.first() {
            let shown: String = address.chars().take(80).collect();
            self.found.remarks.push(Remark::warning("import-picture-missing").with("name", shown));
        }
    }

    /// The bytes of a picture; of a small version that is missing, those of the whole: `a-300x200.jpg` of `a.jpg`.
    fn picture_on_disk(&self, address: &str) -> Option<Vec<u8>> {
        let plain = address.split(['?', '#']).next().unwrap_or_default();
        let whole = SMALL.replace(plain, "$1");
        [address, plain, &whole]
            .iter()
            .find_map(|address| self.on_disk(address))
            .and_then(|file| bytes_of(&file))
    }

    /// A file that an article offers.
    fn file(&mut self, element: &mut Element, key: &str) {
        let Some(address) = element.get(key).map(|address| self.local(address)) else { return };
        if scheme(&address) == Scheme::Web {
            return;
        }
        let end = address
            .split(['?', '#'])
            .next()
            .unwrap_or_default()
            .rsplit_once('.')
            .map_or("", |(_, end)| end);
        let is_offered = OFFERED.contains(&end.to_ascii_lowercase().as_str());
        match self.on_disk(&address).filter(|_| is_offered).and_then(|file| bytes_of(&file)) {
            Some(bytes) => {
                // Its end says what it is, also where something stands behind it.
                let plain = address.split(['?', '#']).next().unwrap_or_default().to_owned();
                set(element, key, &plain);
                self.found.files.insert(plain, bytes);
            }
            None => {
                set(element, key, "");
                self.lose("link", &address);
            }
        }
    }

    /// The file that an address means, if it is there: below the folder that was named, behind no symbolic link.
    fn on_disk(&self, address: &str) -> Option<PathBuf> {
        on_disk(self.source, address)
    }
}

/// See [`Links::on_disk`].
pub fn on_disk(source: &Source, address: &str) -> Option<PathBuf> {
    let whole = address.split('#').next().unwrap_or_default();
    // Programs that save sites put what stands behind the question mark into the names of files.
    let names = if whole.contains('?') {
        vec![whole.to_owned(), format!("{whole}.html"), whole.replace('?', "@") + ".html"]
    } else {
        vec![whole.to_owned()]
    };
    names.iter().find_map(|name| {
        let name = percent_decode_str(name).decode_utf8().ok()?.into_owned();
        starts(source, &name).into_iter().find_map(|start| below(source, start, &name))
    })
}

/// The folders that an address may begin at: the top of the site, or that of its text. Generators publish some
/// folders as if they were the top, and give a text a folder of its name.
fn starts(source: &Source, name: &str) -> Vec<PathBuf> {
    let published = source.site.published.iter().map(|folder| source.top.join(folder));
    let beside = source.path.parent().map(Path::to_path_buf);
    let own = source.path.with_extension("");
    if name.starts_with('/') {
        published.collect()
    } else {
        beside.into_iter().chain([own]).chain(published).collect()
    }
}

/// The file that a name means below a folder.
fn below(source: &Source, start: PathBuf, name: &str) -> Option<PathBuf> {
    let mut file = start;
    for part in Path::new(name.trim_start_matches('/')).components() {
        match part {
            Component::Normal(part) => file.push(part),
            Component::ParentDir => {
                file.pop();
            }
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    if !file.starts_with(&source.top) {
        return None;
    }
    if file.is_dir() {
        file.push("index.html");
    }
    let real = file.canonicalize().ok().filter(|real| real.is_file())?;
    real.starts_with(source.top.canonicalize().ok()?).then_some(file)
}

fn bytes_of(file: &Path) -> Option<Vec<u8>> {
    let length = fs::metadata(file).ok()?.len();
    (length <= limits::PICTURE_BYTES).then(|| fs::read(file).ok()).flatten()
}

/// Where an address leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    /// To a place of the same site.
    None,
    /// To another site, a mailbox, a telephone.
    Web,
    /// To a file of somebody's computer, to a script.
    Other,
}

fn scheme(address: &str) -> Scheme {
    let Some((scheme, _)) = address.split_once(':') else { return Scheme::None };
    let is_scheme =
        scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'));
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" | "mailto" | "tel" | "ftp" => Scheme::Web,
        "" => Scheme::None,
        _ if is_scheme => Scheme::Other,
        _ => Scheme::None,
    }
}

fn set(element: &mut Element, key: &str, value: &str) {
    element.attributes.retain(|(name, _)| name != key);
    element.attributes.push((key.to_owned(), value.to_owned()));
}

/// The order of items in issues, by the links of each issue's page. An article's own page does not say it.
#[derive(Default)]
pub struct Orders(BTreeMap<String, Vec<PathBuf>>);

impl Orders {
    /// The place of a page among the items of an issue, from 1; `None` where its issue has no page.
    pub fn place(&mut self, issue: &str, source: &Source) -> Option<usize> {
        if issue.is_empty() {
            return None;
        }
        let order = self.0.entry(issue.to_owned()).or_insert_with(|| {
            let index = source.top.join(issue).join("index.html");
            let html = fs::read_to_string(&index).unwrap_or_default();
            let of_issue = Source { path: index, ..source.clone() };
            let mut addresses = Vec::new();
            hrefs(&tree::parse(&html, 99), &mut addresses);
            addresses.iter().filter_map(|address| on_disk(&of_issue, address)).collect()
        });
        order.iter().position(|page| *page == source.path).map(|at| at + 1)
    }
}

fn hrefs(nodes: &[Node], into: &mut Vec<String>) {
    for node in nodes {
        let Node::Element(one) = node else { continue };
        into.extend(one.get("href").map(str::to_owned));
        hrefs(&one.children, into);
    }
}
