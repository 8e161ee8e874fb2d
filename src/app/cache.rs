//! What is kept from one run to the next, in the cache folder of the user: the parsed bodies of a large site.
//!
//! A folder of the site would be no place for it. Whoever may send articles could send such a file, too, and what is in it is
//! published as it is; and texts that are not published yet have no place among those that are.

#![expect(clippy::disallowed_methods, reason = "the shell keeps what the next run may use")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::base::Fingerprint;
use crate::content::documents::kept::Kept;

/// Of fewer articles nothing is kept: they are parsed in no time.
pub const LEAST: usize = 1000;

/// The place of a site's cache.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    /// What tells this program from any other: what another one parsed counts for nothing.
    pub program: String,
}

impl Cache {
    /// The cache of the site in this folder, below the folder that `KUAIXUN_CACHE` names or else the user's own; `None`
    /// where that is empty, or the user has no place for one.
    pub fn of(root: &Path) -> Option<Self> {
        let root = root.canonicalize().ok()?;
        let site = Fingerprint::of_bytes(root.as_os_str().as_encoded_bytes()).to_string();
        let folder = match std::env::var_os("KUAIXUN_CACHE") {
            Some(named) if named.is_empty() => return None,
            Some(named) => named.into(),
            None => dirs::cache_dir()?.join("kuaixun"),
        };
        let folder = folder.join(site);
        let program = std::env::current_exe().and_then(fs::metadata).ok()?;
        let changed = program.modified().ok()?;
        let program = format!("{} {} {changed:?}", env!("CARGO_PKG_VERSION"), program.len());
        Some(Self { folder, program })
    }

    /// What the last run kept.
    pub fn read(&self) -> Kept {
        let read = |number| {
            let path = self.shard(number);
            // Whoever opens a pipe waits for its other end.
            let is_file = fs::metadata(&path).is_ok_and(|there| there.is_file());
            if is_file { fs::read(path).ok() } else { None }
        };
        Kept::read(&self.program, &read)
    }

    /// Removes what was kept, of a site that has become small.
    pub fn clear(&self) {
        // Nearly all sites have always been small, and nothing is touched.
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            let _ = fs::remove_file(entry.path());
        }
        let _ = fs::remove_dir(&self.folder);
    }

    /// Writes a shard, whole or not at all.
    ///
    /// # Errors
    /// When the system refuses. Nothing is lost then but time.
    pub fn write(&self, number: usize, bytes: &[u8]) -> io::Result<()> {
        let mut folder = fs::DirBuilder::new();
        // Texts that are not published yet are for nobody else.
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        folder.recursive(true).create(&self.folder)?;
        let path = self.shard(number);
        // Where two runs write it at once, it is damaged and counts for nothing.
        let fresh = path.with_extension("new");
        let done = fs::write(&fresh, bytes).and_then(|()| fs::rename(&fresh, &path));
        done.inspect_err(|_| drop(fs::remove_file(&fresh)))
    }

    fn shard(&self, number: usize) -> PathBuf {
        self.folder.join(format!("{number:02}.json"))
    }
}
