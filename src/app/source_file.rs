//! Writes authors' files, as carefully as the site is written: a file is the old or the new one at every
//! moment, and what somebody else saved meanwhile stays.

#![expect(clippy::disallowed_methods, reason = "the shell writes what a person agreed to")]

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::app::report::language::{refused, say};
use crate::base::OutputPath;
use crate::content::yaml::mend;

/// The file in a site's folder that says what is being moved, while it is.
pub const MOVE: &str = ".kuaixun-move.json";

/// Longest name of a file that is made of a title, in characters.
const LONGEST: usize = 40;

/// Puts a new text in place of the one that was read.
///
/// # Errors
/// When the file is no longer as it was read, may not be written, or the machine refuses; the path is
/// named, and the file is as it was.
pub fn replace(path: &Path, before: &[u8], after: &[u8]) -> Result<()> {
    let cannot = || refused("cannot-write", path);
    let about = fs::metadata(path).with_context(cannot)?;
    if about.permissions().readonly() {
        bail!(say("file-read-only", &[("path", path.display().to_string().into())]));
    }
    let beside = Beside::write(path, after, Some(&about)).with_context(cannot)?;
    // An editor may have saved while a question stood on the screen.
    if fs::read(path).with_context(cannot)? != before {
        bail!(say("file-changed", &[("path", path.display().to_string().into())]));
    }
    beside.settle(path, true).with_context(cannot)
}

/// Writes a file that is not there yet, with the folders above it.
///
/// # Errors
/// When it is there, or the machine refuses; the path is named.
pub fn create(path: &Path, bytes: &[u8]) -> Result<()> {
    let cannot = || refused("cannot-write", path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| refused("cannot-make", folder))?;
    }
    Beside::write(path, bytes, None)
        .and_then(|beside| Ok(beside.settle(path, false)?))
        .with_context(cannot)
}

/// Writes a file that somebody named, in place of whatever file is there.
///
/// # Errors
/// When the machine refuses; the path is named.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    match fs::read(path) {
        Ok(before) => replace(path, &before, bytes),
        Err(_) => create(path, bytes),
    }
}

/// Writes a file that is not there yet, or in place of one that was made the same way; `false` when another file
/// is there, which stays.
///
/// # Errors
/// When the machine refuses; the path is named.
pub fn put(path: &Path, bytes: &[u8], is_ours: impl Fn(&[u8]) -> bool) -> Result<bool> {
    match fs::read(path) {
        Ok(before) if is_ours(&before) => replace(path, &before, bytes)?,
        Ok(_) => return Ok(false),
        Err(_) => create(path, bytes)?,
    }
    Ok(true)
}

/// Whether a Markdown file can have this name on every system, and the name means nothing else on
/// any of them.
pub fn is_file_name(name: &str) -> bool {
    let is_legal = |c: char| {
        let is_plain = !c.is_control() && (c == ' ' || !mend::is_unseen(c));
        is_plain && !r#"<>:"/\|?*"#.contains(c)
    };
    // Device names of Windows, and what this program reads as something else.
    let is_taken = name.is_ascii() && !OutputPath::is_legal_part(&name.replace(' ', "-"));
    let is_hidden = name.starts_with(['.', '~', '_', ' ']) || name.ends_with(['.', ' ', '~']);
    !name.is_empty() && name.len() < 200 && name.chars().all(is_legal) && !is_taken && !is_hidden
}

/// A title as the name of a file: legal on Windows, and short.
pub fn file_name(title: &str) -> String {
    let is_legal = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | '（' | '）');
    let dashed = title.split_whitespace().collect::<Vec<_>>().join("-");
    let name: String = dashed.chars().filter(is_legal).take(LONGEST).collect();
    let name = name.trim_matches('-').to_owned();
    if is_file_name(&name) {
        name
    } else {
        format!("article-{name}").trim_end_matches('-').to_owned()
    }
}

/// A new file beside the one that it becomes. It goes when it is not settled.
struct Beside(PathBuf);

impl Beside {
    /// Writes and syncs it, with the mode and the owner of the file that it becomes.
    fn write(path: &Path, bytes: &[u8], like: Option<&fs::Metadata>) -> Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // Hidden, so that no build reads it. One that a killed run left is written over.
        let beside = path.with_file_name(format!(".{name}.kuaixun-new"));
        let _ = fs::remove_file(&beside);
        let mut file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
        let beside = Self(beside);
        file.write_all(bytes)?;
        if let Some(about) = like {
            keep_owner(&file, about);
            file.set_permissions(about.permissions())?;
        }
        file.sync_all()?;
        Ok(beside)
    }

    /// Gives it its name; when `over`, in place of the file that has it.
    fn settle(mut self, path: &Path, over: bool) -> std::io::Result<()> {
        if over {
            fs::rename(&self.0, path)?;
        } else {
            // A link never takes the place of a file. Where there are no links, nobody is there to look.
            match fs::hard_link(&self.0, path) {
                Ok(()) => fs::remove_file(&self.0)?,
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                    return Err(error);
                }
                Err(_) if path.exists() => return Err(std::io::ErrorKind::AlreadyExists.into()),
                Err(_) => fs::rename(&self.0, path)?,
            }
        }
        let beside = std::mem::take(&mut self.0);
        if let Some(folder) = beside.parent().filter(|_| cfg!(unix)) {
            // The name lasts once the folder is on the disk. Some file systems cannot say.
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            let _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.0.as_os_str().is_empty() {
            let _ = fs::remove_file(&self.0);
        }
    }
}

/// Keeps the owner where the system allows it: only its administrator may give files away.
#[cfg(unix)]
fn keep_owner(file: &File, about: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let _ = fchown(file, Some(about.uid()), Some(about.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_saved_meanwhile_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "甲").unwrap();
        replace(&path, "甲".as_bytes(), "乙".as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "乙");
        let told = replace(&path, "甲".as_bytes(), "丙".as_bytes()).unwrap_err().to_string();
        assert!(told.contains("a.md"), "{told}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "乙");
        assert!(create(&path, b"").is_err());
        create(&folder.path().join("b/c.md"), b"x").unwrap();
        let names: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(names.len(), 2, "{names:?}");
    }

    #[cfg(unix)]
    #[test]
    fn mode_is_kept_and_read_only_files_are_left_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "甲").unwrap();
        let mode = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        mode(0o640);
        replace(&path, "甲".as_bytes(), "乙".as_bytes()).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        mode(0o440);
        assert!(replace(&path, "乙".as_bytes(), "丙".as_bytes()).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "乙");
    }

    #[test]
    fn names_of_files_are_legal_everywhere() {
        assert_eq!(file_name("小雪镇：举办“春季”培训 / 2 班"), "小雪镇举办春季培训--2-班");
        assert_eq!(file_name("……"), "article");
        assert_eq!(file_name("con"), "article-con");
        for bad in ["", "../x", "名:字", "a.", "nul", "_index", "a/b"] {
            assert!(!is_file_name(bad), "{bad}");
        }
        assert_eq!(file_name(&"长".repeat(99)).chars().count(), LONGEST);
    }
}
