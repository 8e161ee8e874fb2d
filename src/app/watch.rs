//! Tells when something happened to the files of a site: the system's events become a [`Look`].
//!
//! Events say *where* to look, never what is there: only the disk knows that. So the ways in which
//! editors save need no cases of their own here.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use notify::event::EventKind;
use notify::{Config, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::report;
use super::report::language::{refused, say};
use super::session::{Options, Session};
use crate::content::Look;
use crate::content::folders::TOP;
use crate::content::read::is_leftover;

/// A change is looked at when nothing more has happened for this time. So two saves in a row, or a
/// version-control tool at work on a thousand files, are one turn.
const SETTLE: Duration = Duration::from_millis(60);
/// The same while somebody waits for the answer: enough for a save made of several steps.
const SETTLE_HURRIED: Duration = Duration::from_millis(8);
/// However much goes on, a change is looked at after this time.
const AT_MOST: Duration = Duration::from_secs(2);
/// The same while somebody waits.
const AT_MOST_HURRIED: Duration = Duration::from_millis(100);
/// The longest wait when nothing happens. Then the site is looked at again: the day may be another,
/// or the folder.
pub const IDLE: Duration = Duration::from_secs(5);
/// The same while the system refuses something: that may soon be over.
pub const SOON: Duration = Duration::from_secs(1);
/// How often files are looked at where the system sends no events.
const POLL: Duration = Duration::from_millis(500);

enum Message {
    /// A change on disk, with its running number.
    Disk(u64, Happening),
    /// Somebody waits.
    Hurry,
}

enum Happening {
    At(BTreeSet<PathBuf>),
    Anywhere,
}

/// Watches a site's files.
pub struct Watcher {
    root: PathBuf,
    /// The system's events; `None` where it sends none.
    system: Option<RecommendedWatcher>,
    inbox: Receiver<Message>,
    pulse: Pulse,
    looked: u64,
    /// The identity of the root folder; `None` while it is not there.
    folder: Option<u64>,
    /// When the last wait ended.
    since: Instant,
}

/// A handle for others while the watcher waits: they can ask how many changes there were, and ask
/// it to hurry.
#[derive(Clone, Debug)]
pub struct Pulse {
    inbox: Sender<Message>,
    seen: Arc<AtomicU64>,
}

impl Pulse {
    /// How many changes on disk there were so far.
    pub fn seen(&self) -> u64 {
        self.seen.load(Ordering::Acquire)
    }

    /// Asks for a look soon, since somebody waits.
    pub fn hurry(&self) {
        // Without a watcher there is nothing to hurry.
        let _ = self.inbox.send(Message::Hurry);
    }

    fn happened(&self, what: Happening) {
        let number = self.seen.fetch_add(1, Ordering::AcqRel) + 1;
        let _ = self.inbox.send(Message::Disk(number, what));
    }
}

/// Opens a site and watches it; what happens from now on is not missed.
///
/// # Errors
/// When the site's folder is not there.
pub fn open(options: Options, poll: bool) -> Result<(Session, Watcher)> {
    let root = &options.root;
    let root = root.canonicalize().with_context(|| refused("no-folder", &options.root))?;
    let watcher = Watcher::new(root, poll);
    Ok((Session::open(options), watcher))
}

impl Watcher {
    /// Begins to watch `root`, which has to be canonical. It waits for the system's events; where
    /// none come, or when asked to `poll`, it looks everywhere twice a second.
    fn new(root: PathBuf, poll: bool) -> Self {
        let (sender, inbox) = channel();
        let pulse = Pulse { inbox: sender, seen: Arc::default() };
        let mut watcher = Self {
            folder: identity(&root),
            root,
            system: None,
            inbox,
            pulse,
            looked: 0,
            since: Instant::now(),
        };
        if poll || is_remote(&watcher.root) {
            return watcher;
        }
        let listener = listener(watcher.root.clone(), watcher.pulse.clone());
        let config = Config::default().with_follow_symlinks(false);
        watcher.system = RecommendedWatcher::new(listener, config).ok();
        if watcher.arm(Path::new("")).is_err() {
            // There may be so many folders that the system has no events left for them.
            watcher.system = None;
        }
        watcher
    }

    /// A handle for those who wait.
    pub fn pulse(&self) -> Pulse {
        self.pulse.clone()
    }

    /// The number of the last change on disk that the last look includes.
    pub fn looked(&self) -> u64 {
        self.looked
    }

    /// Waits until something has happened and settled, and answers where to look. Ends when nothing
    /// happens for `quiet`.
    pub fn wait(&mut self, quiet: Duration) -> Look {
        let mut look = Look::default();
        if self.system.is_none() {
            // Looking takes long on a slow share; most of the time shall be left for others.
            let looking = self.since.elapsed();
            std::thread::sleep(POLL.max(looking * 10));
            self.since = Instant::now();
            look.everywhere = true;
            return look;
        }
        let (mut settle, mut most) = (SETTLE, AT_MOST);
        let Ok(first) = self.inbox.recv_timeout(quiet) else {
            look.everywhere = self.is_other_folder();
            self.arm_for(&look);
            return look;
        };
        let mut started = Instant::now();
        let mut message = Some(first);
        while let Some(now) = message {
            match now {
                Message::Hurry => {
                    if most == AT_MOST {
                        started = Instant::now();
                    }
                    (settle, most) = (SETTLE_HURRIED, AT_MOST_HURRIED);
                }
                Message::Disk(number, what) => {
                    self.looked = number;
                    match what {
                        Happening::At(paths) => look.at.extend(paths),
                        Happening::Anywhere => look.everywhere = true,
                    }
                }
            }
            let left = most.saturating_sub(started.elapsed());
            message = self.inbox.recv_timeout(settle.min(left)).ok();
        }
        self.arm_for(&look);
        look
    }

    /// Whether the site's folder is another than before, or is there again. Then there were no
    /// events for what happened in it meanwhile.
    fn is_other_folder(&mut self) -> bool {
        let now = identity(&self.root);
        let before = std::mem::replace(&mut self.folder, now);
        now != before
    }

    /// Watches new folders before they are looked at, so that what is put into them later makes
    /// events.
    fn arm_for(&mut self, look: &Look) {
        let top = look.everywhere.then(PathBuf::new);
        let folders = look.at.iter().filter(|path| self.root.join(path).is_dir()).cloned();
        let all: Vec<PathBuf> = top.into_iter().chain(folders).collect();
        for path in all {
            let armed = self.arm(&path);
            if armed.is_err_and(|error| matches!(error.kind, ErrorKind::MaxFilesWatch)) {
                // The system has no events left for so many folders.
                self.system = None;
                report::lines(&say("watch-polls", &[]));
            }
        }
    }

    /// Watches a folder and all below it. Of the root (an empty path), it watches only what is made
    /// directly in it, and those of its folders that the site reads.
    fn arm(&mut self, path: &Path) -> notify::Result<()> {
        let Some(system) = &mut self.system else { return Ok(()) };
        if !path.as_os_str().is_empty() {
            return system.watch(&self.root.join(path), RecursiveMode::Recursive);
        }
        system.watch(&self.root, RecursiveMode::NonRecursive)?;
        for top in TOP {
            let top = self.root.join(top);
            let is_folder = top.symlink_metadata().is_ok_and(|there| there.is_dir());
            if is_folder {
                match system.watch(&top, RecursiveMode::Recursive) {
                    // It went in the meantime, and an event will say so.
                    Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => {}
                    result => result?,
                }
            }
        }
        Ok(())
    }
}

/// Sorts the system's events: only those about files that are read count.
fn listener(root: PathBuf, pulse: Pulse) -> impl FnMut(notify::Result<Event>) + Send + 'static {
    move |event| {
        let Ok(event) = event else { return pulse.happened(Happening::Anywhere) };
        if event.need_rescan() {
            return pulse.happened(Happening::Anywhere);
        }
        // That a file was opened or read says nothing; we do it ourselves.
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        let paths: BTreeSet<PathBuf> = event
            .paths
            .iter()
            .filter_map(|path| path.strip_prefix(&root).ok())
            .filter(|path| is_read(path))
            .map(|path| if path.to_str().is_some() { path } else { path.parent().unwrap_or(path) })
            .map(Path::to_path_buf)
            .collect();
        if !paths.is_empty() {
            pulse.happened(Happening::At(paths));
        }
    }
}

fn is_read(path: &Path) -> bool {
    let mut parts = path.iter();
    parts.next().is_some_and(|first| TOP.iter().any(|top| first == *top))
        && !parts.any(|part| is_leftover(&part.to_string_lossy()))
}

/// Tells one folder from another of the same name; `None` when there is no folder. Except on Unix,
/// it tells only whether there is one.
#[expect(clippy::disallowed_methods, reason = "whether the site's folder is still the one watched")]
fn identity(folder: &Path) -> Option<u64> {
    let there = std::fs::metadata(folder).ok()?;
    #[cfg(unix)]
    return Some(std::os::unix::fs::MetadataExt::ino(&there));
    #[cfg(not(unix))]
    return there.created().ok()?.elapsed().ok().map(|_| 0);
}

/// Whether a folder lies where the system sends no events: on another machine, or outside a
/// virtual one.
#[expect(clippy::disallowed_methods, reason = "the system's own account of what is mounted")]
fn is_remote(root: &Path) -> bool {
    if cfg!(windows) {
        let path = root.to_string_lossy();
        return path.starts_with(r"\\") && !path.starts_with(r"\\?\")
            || path.starts_with(r"\\?\UNC");
    }
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    kind_of_mount(root, &mounts).is_some_and(|kind| {
        const REMOTE: [&str; 13] = [
            "9p",
            "afs",
            "ceph",
            "cifs",
            "drvfs",
            "fakeowner",
            "lustre",
            "ncpfs",
            "nfs",
            "nfs4",
            "prl_fs",
            "smb3",
            "vboxsf",
        ];
        REMOTE.contains(&kind) || kind == "virtiofs" || kind.starts_with("fuse.")
    })
}

/// The kind of file system a folder lies on, by `/proc/self/mountinfo` (proc(5)): the longest
/// mount point above it, the last one where several are on top of each other.
fn kind_of_mount<'a>(folder: &Path, mounts: &'a str) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let (about, kind) = line.split_once(" - ")?;
        let point = about.split(' ').nth(4)?.replace("\\040", " ");
        let is_longest = best.is_none_or(|(length, _)| point.len() >= length);
        if folder.starts_with(&point) && is_longest {
            best = Some((point.len(), kind.split(' ').next()?));
        }
    }
    best.map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_mount_tells_whether_events_come() {
        let mounts = "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n\
                      90 22 0:40 / /mnt/c rw - 9p C:\\134 rw\n\
                      91 22 0:41 / /srv/my\\040share rw - cifs //office/bulletin rw\n";
        let kind = |path| kind_of_mount(Path::new(path), mounts);
        assert_eq!(kind("/home/editor/site"), Some("ext4"));
        assert_eq!(kind("/mnt/c/site"), Some("9p"));
        assert_eq!(kind("/mnt/cd"), Some("ext4"));
        assert_eq!(kind("/srv/my share/site"), Some("cifs"));
    }

    #[test]
    fn what_the_system_lost_track_of_is_looked_for_everywhere() {
        let root = PathBuf::from("/site");
        let mut watcher = Watcher::new(root.clone(), true);
        let mut listen = listener(root, watcher.pulse());
        listen(Ok(Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan)));
        listen(Ok(Event::new(EventKind::Any).add_path("/site/content/a.md".into())));
        listen(Ok(Event::new(EventKind::Any).add_path("/site/target/a.md".into())));
        assert_eq!(watcher.pulse().seen(), 2);
        // Events come from us here; there is a system for them to come from.
        watcher.system = RecommendedWatcher::new(|_| {}, Config::default()).ok();
        let look = watcher.wait(IDLE);
        assert!(look.everywhere && look.at.contains(Path::new("content/a.md")));
        assert_eq!(watcher.looked(), 2);
    }

    #[test]
    fn only_files_that_are_read_count() {
        for path in ["content/news/a.md", "kuaixun.yaml", "themes/red/assets/site.css"] {
            assert!(is_read(Path::new(path)), "{path}");
        }
        for path in ["", "public/index.html", ".git/index", "content/.a.md.swp", "content/~$a.md"] {
            assert!(!is_read(Path::new(path)), "{path}");
        }
    }
}
