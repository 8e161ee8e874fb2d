//! `kuaixun import --fetch`: pages of an old site come into a folder, which is then imported as any other.
//!
//! Polite: one request at a time with a pause between, what `robots.txt` forbids is left alone (RFC 9309), a server
//! that says it has too much to do is given time. Resumable: what lies in the folder is not fetched again.

#![expect(clippy::disallowed_methods, reason = "the shell writes the folder that a person names")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use indicatif::ProgressBar;
use percent_encoding::percent_decode_str;
use robotxt::{AccessResult, Robots};
use ureq::Agent;
use url::Url;

use super::links::OFFERED;
use super::sources::text_of;
use crate::app::report;
use crate::app::report::language::{refused, say};
use crate::base::limits;
use crate::base::tree::{self, Node};

/// The pause between two requests.
const PAUSE: Duration = Duration::from_secs(1);
/// The longest pause that a server may ask for.
const LONGEST: Duration = Duration::from_mins(1);
/// How long one answer may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often a server is asked again that has too much to do.
const TRIES: u32 = 3;
/// At most this many addresses are fetched in one run.
const MOST: usize = 100_000;
/// How deep elements of a page are looked at.
const LEVELS: usize = 200;
/// Who asks.
const NAME: &str = "kuaixun";

/// Fetches what a list names into a folder: pages, their pictures, and the files of the same server that they offer.
///
/// The list is an address, or a file with an address on each line, or a sitemap, here or on a server.
///
/// # Errors
/// When the list cannot be read or names nothing, or the machine refuses.
pub fn fetch(list: &str, folder: &Path) -> Result<()> {
    let mut fetcher = Fetcher::new(folder, PAUSE);
    let pages = fetcher.listed(list)?;
    if pages.is_empty() {
        bail!(say("import-fetch-nothing", &[("list", list.to_owned().into())]));
    }
    let bar = ProgressBar::new(pages.len() as u64);
    for page in pages {
        bar.suspend(|| fetcher.page(&page))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    let args = [
        ("fetched", fetcher.fetched.into()),
        ("known", fetcher.known.into()),
        ("failed", fetcher.failed.into()),
    ];
    report::note(&say("import-fetched", &args));
    Ok(())
}

struct Fetcher<'a> {
    agent: Agent,
    folder: &'a Path,
    pause: Duration,
    /// What each server allows.
    robots: BTreeMap<String, Robots>,
    /// What was asked for in this run.
    asked: BTreeSet<Url>,
    fetched: usize,
    known: usize,
    failed: usize,
}

impl<'a> Fetcher<'a> {
    fn new(folder: &'a Path, pause: Duration) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(5)
            .http_status_as_error(false)
            .user_agent(concat!("kuaixun/", env!("CARGO_PKG_VERSION"), " (import)"))
            .build();
        Self {
            agent: Agent::new_with_config(config),
            folder,
            pause,
            robots: BTreeMap::new(),
            asked: BTreeSet::new(),
            fetched: 0,
            known: 0,
            failed: 0,
        }
    }

    /// The addresses that a list names.
    fn listed(&mut self, list: &str) -> Result<Vec<Url>> {
        let address = web(list);
        let is_map = |url: &Url| {
            Path::new(url.path()).extension().is_some_and(|end| end.eq_ignore_ascii_case("xml"))
        };
        let text = match address {
            Some(page) if !is_map(&page) => return Ok(vec![page]),
            Some(map) => match self.ask(&map) {
                Ok(bytes) => bytes,
                Err(why) => bail!(say(
                    "import-not-fetched",
                    &[("address", list.to_owned().into()), ("why", why.into())]
                )),
            },
            None => fs::read(list).with_context(|| refused("cannot-read", Path::new(list)))?,
        };
        let text = text_of(&text).map(std::borrow::Cow::into_owned).unwrap_or_default();
        let (mut pages, maps): (Vec<Url>, Vec<Url>) = if text.contains("<loc") {
            locations(&text).into_iter().partition(|url| !is_map(url))
        } else {
            (text.lines().filter_map(|line| web(line.trim())).collect(), Vec::new())
        };
        // A map of maps.
        for map in maps {
            match self.ask(&map) {
                Ok(bytes) => pages.extend(locations(&String::from_utf8_lossy(&bytes))),
                Err(why) => self.fail(&map, why),
            }
        }
        pages.truncate(MOST);
        Ok(pages)
    }

    /// Fetches a page and what lies beside it.
    fn page(&mut self, page: &Url) -> Result<()> {
        let Some(bytes) = self.file(page)? else { return Ok(()) };
        let Ok(text) = text_of(&bytes) else { return Ok(()) };
        let mut beside = Vec::new();
        add_addresses(&tree::parse(&text, LEVELS), page, &mut beside);
        for url in beside {
            self.file(&url)?;
        }
        Ok(())
    }

    /// Fetches a file, unless it is there; its bytes. What cannot be had is named.
    fn file(&mut self, url: &Url) -> Result<Option<Vec<u8>>> {
        let mut url = url.clone();
        url.set_fragment(None);
        if !self.asked.insert(url.clone()) {
            return Ok(None);
        }
        let Some(file) = place(&url).map(|below| self.folder.join(below)) else {
            self.fail(&url, say("import-fetch-name", &[]));
            return Ok(None);
        };
        if file.is_file() {
            self.known += 1;
            return fs::read(&file).map(Some).with_context(|| refused("cannot-read", &file));
        }
        let bytes = match self.ask(&url) {
            Ok(bytes) => bytes,
            Err(why) => {
                self.fail(&url, why);
                return Ok(None);
            }
        };
        let cannot = || refused("cannot-write", &file);
        let part = file.with_added_extension("part");
        fs::create_dir_all(file.parent().unwrap_or(self.folder)).with_context(cannot)?;
        // Broken off, it is no file that is there.
        fs::write(&part, &bytes).and_then(|()| fs::rename(&part, &file)).with_context(cannot)?;
        self.fetched += 1;
        Ok(Some(bytes))
    }

    fn fail(&mut self, url: &Url, why: String) {
        self.failed += 1;
        let args = [("address", url.to_string().into()), ("why", why.into())];
        report::note(&say("import-not-fetched", &args));
    }

    /// Asks for an address, as far as its server allows; else answers why it cannot be had.
    fn ask(&mut self, url: &Url) -> Result<Vec<u8>, String> {
        let server = url.origin().ascii_serialization();
        if !self.robots.contains_key(&server) {
            let rules = url.join("/robots.txt").map_err(|error| error.to_string())?;
            let known = match self.get(&rules) {
                Ok((200..=299, bytes)) => Robots::parse(&bytes, NAME),
                Ok((400..=499, _)) => Robots::from_access(AccessResult::Unavailable, NAME),
                _ => Robots::from_access(AccessResult::Unreachable, NAME),
            };
            self.robots.insert(server.clone(), known);
        }
        let robots = &self.robots[&server];
        if !robots.is_url_allowed(url) {
            return Err(say("import-fetch-forbidden", &[]));
        }
        let delay = robots.crawl_delay().unwrap_or_default().min(LONGEST);
        thread::sleep(delay.saturating_sub(self.pause));
        match self.get(url)? {
            (200, bytes) => Ok(bytes),
            (status, _) => Err(format!("HTTP {status}")),
        }
    }

    /// One answer: its status and its bytes.
    fn get(&self, url: &Url) -> Result<(u16, Vec<u8>), String> {
        let mut tries = 0;
        loop {
            thread::sleep(self.pause);
            let mut answer =
                self.agent.get(url.as_str()).call().map_err(|error| error.to_string())?;
            let status = answer.status().as_u16();
            tries += 1;
            if matches!(status, 429 | 503) && tries < TRIES {
                let after =
                    answer.headers().get("retry-after").and_then(|after| after.to_str().ok());
                let after = after.and_then(|after| after.parse().ok()).map(Duration::from_secs);
                thread::sleep(after.unwrap_or(self.pause * 5 * tries).min(LONGEST));
                continue;
            }
            let body = answer.body_mut().with_config().limit(limits::PICTURE_BYTES).read_to_vec();
            return body.map(|bytes| (status, bytes)).map_err(|error| error.to_string());
        }
    }
}

/// A text that is an address of a page.
fn web(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

/// The addresses in a sitemap.
fn locations(text: &str) -> Vec<Url> {
    fn add(nodes: &[Node], all: &mut Vec<Url>) {
        for node in nodes {
            let Node::Element(one) = node else { continue };
            if one.name == "loc" {
                all.extend(web(one.text().trim()));
            }
            add(&one.children, all);
        }
    }
    let mut all = Vec::new();
    add(&tree::parse(text, LEVELS), &mut all);
    all
}

/// The pictures of a page, and the files that it offers, of its own server.
fn add_addresses(nodes: &[Node], page: &Url, all: &mut Vec<Url>) {
    for node in nodes {
        let Node::Element(one) = node else { continue };
        let named = match one.name.as_str() {
            "img" => {
                ["src", "data-src", "data-original"].iter().filter_map(|key| one.get(key)).collect()
            }
            "video" | "audio" | "source" => one.get("src").into_iter().collect(),
            "a" => one.get("href").filter(|href| is_offered(href)).into_iter().collect(),
            _ => Vec::new(),
        };
        for address in named {
            let url = page.join(address.trim()).ok();
            all.extend(url.filter(|url| url.origin() == page.origin()));
        }
        add_addresses(&one.children, page, all);
    }
}

fn is_offered(address: &str) -> bool {
    let plain = address.split(['?', '#']).next().unwrap_or_default();
    let end = plain.rsplit_once('.').map_or("", |(_, end)| end);
    OFFERED.contains(&end.to_ascii_lowercase().as_str())
}

/// Where a file lies below the folder, as programs that save sites put it; `None` where its name is none for a disk.
fn place(url: &Url) -> Option<PathBuf> {
    let host = match url.port() {
        None => url.host_str()?.to_owned(),
        Some(port) => format!("{}+{port}", url.host_str()?),
    };
    let mut parts = vec![host];
    for segment in url.path_segments()? {
        parts.push(percent_decode_str(segment).decode_utf8().ok()?.into_owned());
    }
    let mut last = parts.pop().filter(|name| !name.is_empty()).unwrap_or("index.html".to_owned());
    if let Some(query) = url.query() {
        let query = percent_decode_str(query).decode_utf8().ok()?.into_owned();
        last = format!("{last}{}{query}", if cfg!(windows) { '@' } else { '?' });
    }
    parts.push(last);
    let is_legal = |name: &str| {
        !name.is_empty()
            && name.len() < 200
            && name != ".."
            && name != "."
            && !name.contains(['/', '\\', '\0'])
            && !name.contains(char::is_control)
    };
    parts.iter().all(|name| is_legal(name)).then(|| parts.iter().collect())
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::net::TcpListener;
    use std::sync::{Arc, Mutex};

    use super::*;

    /// A server that answers each request by a function of its path; what it was asked for.
    fn server(
        answer: impl Fn(&str, usize) -> (u16, String) + Send + 'static,
    ) -> (String, Arc<Mutex<Vec<String>>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                let mut header = String::new();
                while reader.read_line(&mut header).is_ok_and(|read| read > 2) {
                    header.clear();
                }
                let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
                log.lock().unwrap().push(path.clone());
                let times = log.lock().unwrap().iter().filter(|known| **known == path).count();
                let (status, body) = answer(&path, times);
                let _ = write!(
                    stream,
                    "HTTP/1.1 {status} x\r\nRetry-After: 0\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                    body.len()
                );
            }
        });
        (address, asked)
    }

    fn names(folder: &Path) -> Vec<String> {
        let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
        let files = files.map(Result::unwrap).filter(|one| one.file_type().is_file());
        // Without the server, whose port is another each time.
        let below = |one: walkdir::DirEntry| {
            one.path()
                .strip_prefix(folder)
                .unwrap()
                .iter()
                .skip(1)
                .collect::<PathBuf>()
                .display()
                .to_string()
        };
        files.map(below).collect()
    }

    #[test]
    fn pages_come_with_what_lies_beside_them_and_are_not_fetched_twice() {
        let (site, asked) = server(|path, times| {
            match path {
            "/robots.txt" => (200, "User-agent: *\nDisallow: /private/\n".to_owned()),
            "/a/1.html" => (
                200,
                "<img src='../p/1.jpg'><img src='http://other.example/2.jpg'><a href='x.doc?y#z'></a><a href='/a/9.html'></a><a href='/private/b.pdf'></a>".to_owned(),
            ),
            "/gone.html" => (404, String::new()),
            "/busy.html" if times < 3 => (503, String::new()),
            _ => (200, "x".to_owned()),
        }
        });
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("list.txt");
        let mirror = folder.path().join("mirror");
        let paths = [
            "/a/1.html",
            "/private/2.html",
            "/show.php?id=3",
            "/gone.html",
            "/busy.html",
            "/",
            "/a/1.html",
        ];
        let lines = paths.map(|path| format!("{site}{path}\n")).concat();
        fs::write(&list, format!("# a list\n{lines}")).unwrap();
        let run = || {
            let mut fetcher = Fetcher::new(&mirror, Duration::ZERO);
            for page in fetcher.listed(list.to_str().unwrap()).unwrap() {
                fetcher.page(&page).unwrap();
            }
            (fetcher.fetched, fetcher.known, fetcher.failed)
        };
        // Forbidden, gone, and a file that is forbidden.
        assert_eq!(run(), (6, 0, 3));
        assert_eq!(
            names(&mirror),
            ["a/1.html", "a/x.doc?y", "busy.html", "index.html", "p/1.jpg", "show.php?id=3"]
        );
        assert!(!asked.lock().unwrap().iter().any(|path| path.contains("private")));
        asked.lock().unwrap().clear();
        assert_eq!(run(), (0, 6, 3));
        assert_eq!(*asked.lock().unwrap(), ["/robots.txt", "/gone.html"]);
    }

    #[test]
    fn a_server_whose_rules_cannot_be_had_is_left_alone() {
        let (site, asked) =
            server(|path, _| (if path == "/robots.txt" { 500 } else { 200 }, String::new()));
        let folder = tempfile::tempdir().unwrap();
        let mut fetcher = Fetcher::new(folder.path(), Duration::ZERO);
        fetcher.page(&web(&format!("{site}/a.html")).unwrap()).unwrap();
        assert_eq!((fetcher.fetched, fetcher.failed), (0, 1));
        assert_eq!(*asked.lock().unwrap(), ["/robots.txt"]);
    }

    #[test]
    fn files_lie_where_programs_that_save_sites_put_them() {
        for (url, expected) in [
            ("http://a.cn/", Some("a.cn/index.html")),
            ("http://a.cn/b/", Some("a.cn/b/index.html")),
            ("http://a.cn/%E7%94%B2.html", Some("a.cn/甲.html")),
            ("http://a.cn:81/b?c=1", Some("a.cn+81/b?c=1")),
            ("http://a.cn/..%2f..%2fetc", None),
            ("http://a.cn/%2e%2e/%2e%2e/etc", Some("a.cn/etc")),
            ("http://a.cn/?a=/../b", None),
            ("http://a.cn//b", None),
            ("http://a.cn/%00", None),
        ] {
            let found = place(&Url::parse(url).unwrap());
            assert_eq!(found.as_deref(), expected.map(Path::new), "{url}");
        }
    }

    #[test]
    fn a_sitemap_names_pages() {
        let text = "<?xml version='1.0'?><urlset><url><loc> http://a.cn/1.html?a=1&amp;b=2 </loc></url><url><loc>ftp://x</loc></url></urlset>";
        let all: Vec<String> = locations(text).iter().map(Url::to_string).collect();
        assert_eq!(all, ["http://a.cn/1.html?a=1&b=2"]);
    }
}
