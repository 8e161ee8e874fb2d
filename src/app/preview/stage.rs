//! What the preview shows now: left here by the turns, taken from here by the server.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use super::pages::{Page, is_page};
use crate::Compiled;
use crate::app::report::placed::Placed;
use crate::app::watch::Pulse;
use crate::base::{Diagnostic, Fingerprint, OutputPath, SourcePath};
use crate::plan::Output;
use crate::plan::view::Package;
use crate::render::{RenderError, Rendered};
use crate::write::package;

/// How long an answer waits for a change that is being looked at.
const PATIENCE: Duration = Duration::from_secs(5);
/// How much of a file is read to tell whether it is UTF-8, in bytes.
const START: u64 = 64 * 1024;
/// How many pages made earlier are kept.
const KEPT: usize = 200;

/// One state of the preview.
#[derive(Clone, Default)]
pub struct Scene {
    /// Counts the turns that changed something, from 1.
    pub turn: u64,
    /// The last site without errors, or, until there is one, as much as could be made.
    pub site: Option<Arc<Compiled>>,
    /// Whether that site is without errors.
    pub is_good: bool,
    /// What is wrong now, in the order to show it.
    pub findings: Arc<Vec<Placed>>,
    /// Files beside pages (styles, pictures) that changed since the start: the turn in which each
    /// changed, and its key.
    pub assets: Arc<BTreeMap<OutputPath, (u64, Fingerprint)>>,
}

impl Scene {
    /// Whether the site could be published now, with no errors in it.
    pub fn is_now_good(&self) -> bool {
        !self.findings.iter().any(|finding| finding.severity == "error")
    }
}

/// A file; or the finding of a template that fails, and the file as it was last made, if it was.
pub type Made = Result<Page, (Diagnostic, Option<Page>)>;

/// What the turns and the server share.
pub struct Stage {
    root: PathBuf,
    /// Tells this process from an earlier one: a page that an earlier process answered loads again.
    pub process: String,
    pulse: Option<Pulse>,
    scene: watch::Sender<Arc<Scene>>,
    looked: watch::Sender<u64>,
    /// Pages as they were last made. They are shown when they can no longer be made.
    made: Mutex<BTreeMap<OutputPath, (Fingerprint, Page)>>,
}

impl Stage {
    /// An empty stage for the site in `root`; `pulse` tells of changes not yet looked at.
    pub fn new(root: &Path, pulse: Option<Pulse>) -> Self {
        Self {
            root: root.to_path_buf(),
            process: std::process::id().to_string(),
            pulse,
            scene: watch::Sender::new(Arc::default()),
            looked: watch::Sender::new(0),
            made: Mutex::default(),
        }
    }

    /// The site's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The current state.
    pub fn scene(&self) -> Arc<Scene> {
        Arc::clone(&self.scene.borrow())
    }

    /// Gives the current state, and every later one.
    pub fn follow(&self) -> watch::Receiver<Arc<Scene>> {
        self.scene.subscribe()
    }

    /// Says that all changes on disk up to this number have been looked at.
    pub fn set_looked(&self, happenings: u64) {
        self.looked.send_replace(happenings);
    }

    /// Waits until all changes of the files so far have been looked at, or the patience ends.
    pub async fn settled(&self) {
        let Some(pulse) = &self.pulse else { return };
        let seen = pulse.seen();
        if *self.looked.borrow() < seen {
            pulse.hurry();
            let mut looked = self.looked.subscribe();
            // Whoever writes without end must not keep others from reading.
            let _ = tokio::time::timeout(PATIENCE, looked.wait_for(|looked| *looked >= seen)).await;
        }
    }

    /// Puts up a new state. A site with errors never replaces one without.
    pub fn put_up(&self, compiled: Option<Compiled>, findings: Vec<Placed>, is_good: bool) {
        let before = self.scene();
        let turn = before.turn + 1;
        let mut scene = Scene { turn, findings: Arc::new(findings), ..(*before).clone() };
        if let Some(site) = compiled.filter(|_| is_good || !before.is_good) {
            if let Some(old) = &before.site {
                scene.assets = Arc::new(changed_assets(&before.assets, old, &site, turn));
            }
            scene.site = Some(Arc::new(site));
            scene.is_good = is_good;
        }
        self.scene.send_replace(Arc::new(scene));
        // It takes time to free a large plan, and nobody has to wait for that.
        rayon::spawn(move || drop(before));
    }

    /// Makes a file of the site, or takes it as it was made before from the same view. Answers its
    /// key, too. `None` when there is no such file, or its source cannot be read.
    pub fn page(&self, site: &Compiled, path: &OutputPath) -> Option<(Fingerprint, Made)> {
        let Output { key, view } = site.plan.output(path)?;
        let known = self.was_made(path);
        if let Some((old, page)) = &known
            && *old == key
        {
            return Some((key, Ok(page.clone())));
        }
        let page = match site.renderer.render(&view, &|source| self.bytes(source)) {
            Ok(Rendered::Bytes(bytes)) => Page::new(bytes),
            Ok(Rendered::Copy(source)) => self.copy(source, path, key)?,
            Ok(Rendered::Package(package)) => Page::new(self.pack(site, package)?),
            Err(RenderError::Findings(findings)) => {
                let finding = findings.into_iter().next()?;
                return Some((key, Err((finding, known.map(|(_, page)| page)))));
            }
            Err(RenderError::Unreadable(..)) => return None,
        };
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.len() >= KEPT {
            made.clear();
        }
        made.insert(path.clone(), (key, page.clone()));
        Some((key, Ok(page)))
    }

    /// A file that is copied. A page is held in memory, since a line will be added to it; other
    /// files may be large and stay on disk. `None` when the file went, or became a link that leads
    /// out of the site.
    #[expect(clippy::disallowed_methods, reason = "the shell shows files as they are")]
    fn copy(&self, source: &SourcePath, path: &OutputPath, key: Fingerprint) -> Option<Page> {
        let source = self.inside(source)?;
        if is_page(path) {
            let bytes = std::fs::read(source).ok()?;
            let is_utf8 = std::str::from_utf8(&bytes).is_ok();
            return Some(Page { is_utf8, ..Page::new(bytes) });
        }
        let mut start = Vec::new();
        std::fs::File::open(&source).ok()?.take(START).read_to_end(&mut start).ok()?;
        // The last character may be cut in two.
        let is_utf8 =
            std::str::from_utf8(&start).map_or_else(|error| error.error_len().is_none(), |_| true);
        Some(Page { is_utf8, ..Page::file(source, key) })
    }

    #[expect(clippy::disallowed_methods, reason = "the shell makes pictures of files")]
    fn bytes(&self, source: &SourcePath) -> io::Result<Vec<u8>> {
        std::fs::read(self.inside(source).ok_or(io::ErrorKind::NotFound)?)
    }

    /// Packs an archive; the files in it are made for it.
    fn pack(&self, site: &Compiled, package: &Package) -> Option<Vec<u8>> {
        let mut packed = Cursor::new(Vec::new());
        let open = |path: &OutputPath| match self.page(site, path) {
            Some((_, Ok(page))) => page.read(),
            _ => Err(io::ErrorKind::NotFound.into()),
        };
        package::pack(&mut packed, package, open).ok()?;
        Some(packed.into_inner())
    }

    /// Where a source file is on the disk, if it is in the site's folder.
    fn inside(&self, source: &SourcePath) -> Option<PathBuf> {
        let root = self.root.canonicalize().ok()?;
        let source = root.join(source.as_str()).canonicalize().ok()?;
        source.starts_with(root).then_some(source)
    }

    /// A page as it was last made, and its key, even if the site no longer has the page.
    pub fn was_made(&self, path: &OutputPath) -> Option<(Fingerprint, Page)> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }
}

fn changed_assets(
    known: &BTreeMap<OutputPath, (u64, Fingerprint)>,
    old: &Compiled,
    new: &Compiled,
    turn: u64,
) -> BTreeMap<OutputPath, (u64, Fingerprint)> {
    let before: BTreeMap<_, _> = old.plan.copies().collect();
    let changed = new.plan.copies().filter(|(path, key)| before.get(path) != Some(key));
    let mut all = known.clone();
    all.extend(changed.map(|(path, key)| (path.clone(), (turn, key))));
    all
}
