//! A site in a temporary folder, built in the process by the very functions of `kuaixun build`.

#![allow(clippy::disallowed_methods, reason = "tests and benchmarks work on the disk")]
#![allow(dead_code, reason = "each test file uses its own part")]

pub mod costly;
pub mod pathological;
pub mod program;
pub mod secrets;
pub mod tools;
pub mod typing;
pub mod watched;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use jiff::civil::{Date, date};
use kuaixun::app::preview::guard::Guard;
use kuaixun::app::preview::{Stage, server, turns};
use kuaixun::app::session::{Options, Session};
use kuaixun::app::watch::Pulse;
use kuaixun::base::Diagnostic;
use kuaixun::content::Show;
use kuaixun::write::Report;
use tempfile::TempDir;
use tower::ServiceExt as _;

/// A JPEG in the four colours of a printer: red, of 16 × 8 pixels.
pub const INK: &[u8] = include_bytes!("ink.jpg");

/// A tree of files: path to bytes.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// A site being tested.
pub struct Site {
    folder: Arc<TempDir>,
    /// The day it is built for.
    pub today: Date,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether texts are proof-read.
    pub proof: bool,
}

/// The folder of this repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

impl Site {
    /// A site with a title and nothing else.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let folder = Arc::new(folder);
        let site = Self { folder, today: date(2008, 1, 1), drafts: false, proof: false };
        site.write("kuaixun.yaml", "title: 测试快讯\nbase_url: https://test.example/\n");
        site
    }

    /// Two issues with three articles, and a news item with a picture.
    pub fn small() -> Self {
        let site = Self::new();
        site.write("content/bulletins/kx/_index.md", "---\ntitle: 快讯\n---\n");
        for (issue, name) in [("2007-01", "a"), ("2007-01", "b"), ("2007-02", "c")] {
            let path = format!("content/bulletins/kx/{issue}/{name}.md");
            let more = "unit: 甲局\ncolumn: 要闻\n";
            site.article(&path, &format!("文章{name}"), more, "　　正文。");
        }
        let body = "![图](p.svg)\n\n动态正文。";
        site.article("content/news/n.md", "动态", "unit: 乙局\ntags: [科普]\n", body);
        site.write("content/news/p.svg", "<svg width=\"4\" height=\"3\"></svg>");
        site
    }

    /// The sources of this repository's own site.
    pub fn demo() -> Self {
        let site = Self::new();
        for top in ["kuaixun.yaml", "content", "data"] {
            copy(&repository().join(top), &site.root().join(top));
        }
        site
    }

    /// The site's folder.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// Writes a source file.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
        self
    }

    /// Writes an article with a title and a date, more front matter, and a text.
    pub fn article(&self, path: &str, title: &str, more: &str, body: &str) -> &Self {
        self.write(path, format!("---\ntitle: {title}\ndate: 2007-03-20\n{more}---\n\n{body}\n"))
    }

    /// Removes a source file.
    pub fn remove(&self, path: &str) -> &Self {
        fs::remove_file(self.root().join(path)).expect("a file");
        self
    }

    /// The same folder, to be looked at in another way.
    pub fn again(&self) -> Self {
        Self { folder: Arc::clone(&self.folder), ..*self }
    }

    /// What the command line would say of it.
    pub fn options(&self) -> Options {
        Options {
            root: self.root(),
            today: Some(self.today),
            show: Show { drafts: self.drafts, scheduled: false },
            base_url: None,
            audience: None,
            editions: None,
            proof: self.proof,
        }
    }

    /// The site as `kuaixun` opens it.
    pub fn session(&self) -> Session {
        Session::open(self.options())
    }

    /// Everything found wrong.
    pub fn findings(&self) -> Vec<Diagnostic> {
        self.session().compile().diagnostics
    }

    /// The codes of everything found wrong.
    pub fn codes(&self) -> Vec<&'static str> {
        self.findings().into_iter().map(|finding| finding.code).collect()
    }

    /// Builds into `public/` and says what was done.
    pub fn build(&self) -> Report {
        publish(&mut self.session(), &self.root().join("public"))
    }

    /// What is published, without our own corner.
    pub fn published(&self) -> Tree {
        tree(&self.root().join("public"))
    }

    /// A published page.
    pub fn page(&self, path: &str) -> String {
        fs::read_to_string(self.root().join("public").join(path)).expect("a published page")
    }

    /// What a build into a new folder publishes.
    pub fn clean_build(&self) -> Tree {
        let output = in_memory();
        publish(&mut self.session(), output.path());
        tree(output.path())
    }
}

/// A temporary folder in memory, where there is one: thousands of outputs made durable take minutes.
pub fn in_memory() -> TempDir {
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { memory.to_path_buf() } else { std::env::temp_dir() };
    tempfile::tempdir_in(place).expect("a temporary folder")
}

/// Builds a site that has no errors into a folder, as `kuaixun build` does.
pub fn publish(session: &mut Session, output: &Path) -> Report {
    let mut findings = Vec::new();
    let site = session.compile().unpack(&mut findings);
    let errors: Vec<_> = findings.iter().filter(|finding| finding.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let site = site.expect("a site without errors");
    kuaixun::publish(&site, session.root(), output, false, &|_| {}).expect("a published site")
}

/// All files below a folder but for hidden ones.
pub fn tree(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().filter_entry(|entry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    }) {
        let entry = entry.expect("a readable folder");
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).expect("a path below the folder");
            tree.insert(
                path.to_string_lossy().into_owned(),
                fs::read(entry.path()).expect("a file"),
            );
        }
    }
    tree
}

/// Fails with the first difference between two trees.
pub fn assert_same(left: &Tree, right: &Tree) {
    let names = |tree: &Tree| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(left), names(right));
    for (path, bytes) in left {
        assert!(
            *bytes == right[path],
            "{path} differs:\n{}\n---\n{}",
            String::from_utf8_lossy(bytes),
            String::from_utf8_lossy(&right[path])
        );
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("a readable folder");
        let target = to.join(entry.path().strip_prefix(from).expect("a path below the folder"));
        let target = if entry.depth() == 0 { to.to_path_buf() } else { target };
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).expect("a folder");
        } else {
            fs::copy(entry.path(), &target).expect("a copy");
        }
    }
}

/// A site as the preview shows it, asked without a network.
pub struct Preview {
    stage: Arc<Stage>,
    runtime: tokio::runtime::Runtime,
    router: axum::Router,
}

/// What was answered.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: axum::http::HeaderMap,
    /// The bytes.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header as text; empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The bytes as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Preview {
    /// A preview of the site in a folder, with nothing in it yet; `pulse` hurries a watcher.
    pub fn new(root: &Path, pulse: Option<Pulse>) -> Self {
        let stage = Arc::new(Stage::new(root, pulse));
        let guard = Guard::new(([127, 0, 0, 1], 1314).into());
        let router = server::router(Arc::clone(&stage), guard);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        Self { stage, router, runtime: runtime.expect("a runtime") }
    }

    /// Where turns put their results.
    pub fn stage(&self) -> Arc<Stage> {
        Arc::clone(&self.stage)
    }

    /// Runs something that waits.
    pub fn block_on<T>(&self, waiting: impl Future<Output = T>) -> T {
        self.runtime.block_on(waiting)
    }

    /// Compiles the session's site as it is and puts it up.
    pub fn turn(&self, session: &mut Session) {
        turns::turn(session, &self.stage, 0, Instant::now());
    }

    /// Asks for an address, with more headers.
    pub fn ask(&self, method: &str, address: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = axum::http::Request::builder().method(method).uri(address);
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            request = request.header("host", "127.0.0.1:1314");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(axum::body::Body::empty()).expect("a request");
        self.runtime.block_on(async {
            let answer = self.router.clone().oneshot(request).await.expect("an answer");
            let (parts, body) = answer.into_parts();
            let body = axum::body::to_bytes(body, usize::MAX).await.expect("a body").to_vec();
            Answer { status: parts.status.as_u16(), headers: parts.headers, body }
        })
    }

    /// Asks for a page.
    pub fn get(&self, address: &str) -> Answer {
        self.ask("GET", address, &[])
    }

    /// Everything that is shown: what is answered for each planned file, without the line that is
    /// added to pages.
    pub fn shown(&self) -> Tree {
        let site = self.stage.scene().site.clone().expect("a site");
        let file = |path: &kuaixun::base::OutputPath| {
            let mut answer = self.get(&format!("/{path}"));
            assert_eq!(answer.status, 200, "{path}: {}", answer.text());
            if path.as_str().ends_with(".html") {
                let script = b"<script src=\"/.kuaixun/live.js\"";
                let mut places = answer.body.windows(script.len()).enumerate();
                let at = places.rfind(|(_, bytes)| bytes == script).expect("the script").0;
                assert!(answer.body[at..].ends_with(b"defer></script>\n"), "{path}");
                answer.body.truncate(at);
            }
            (path.to_string(), answer.body)
        };
        site.plan.paths().map(file).collect()
    }
}
