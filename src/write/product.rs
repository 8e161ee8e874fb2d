//! What a file is made of, how it is made, and why it could not be.

use std::fs;
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use super::owner::Owner;
use crate::base::Diagnostic;
use crate::base::OutputPath;
use crate::plan::view::Package;
use crate::plan::{Output, Plan};

/// What a file shall contain.
#[derive(Debug)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of this file.
    Copy(PathBuf),
}

/// What the caller makes for a file: its content, or a package that is still to be packed.
#[derive(Debug)]
pub enum Product {
    /// What the file shall contain.
    Content(Content),
    /// Files of the site, to be packed.
    Package(Package),
}

/// Why nothing was published.
#[derive(Debug)]
pub enum PublishError {
    /// Findings about all pages that could not be made.
    Render(Vec<Diagnostic>),
    /// A file that is not ours stands where one of ours should go.
    Foreign(PathBuf),
    /// The folder is the output of another site, which has this title.
    Others(PathBuf, String),
    /// The system would refuse to change this file or folder, which somebody has locked. Nothing was
    /// changed.
    Locked(PathBuf),
    /// The system refused.
    Io(PathBuf, io::Error),
}

/// Makes a file. The caller passes this function, so that this module knows nothing of templates.
pub type Make<'a> = dyn Fn(&Output) -> Result<Product, PublishError> + Sync + 'a;

/// What is published: the plan, how its files are made, and who is told what goes on.
#[derive(Clone, Copy)]
pub struct Work<'a> {
    /// The files that shall exist.
    pub plan: &'a Plan,
    /// The site that they are of.
    pub owner: &'a Owner,
    /// Makes one of them.
    pub make: &'a Make<'a>,
    /// Is told of each step.
    pub told: &'a (dyn Fn(Step) + Sync),
}

/// What [`publish`](super::publish) tells about its progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// It waits for another process that has the folder. The text is that process's id, or empty
    /// where it cannot be read.
    Waits(String),
    /// One more file was made, of this many.
    Made(usize),
    /// A file stands in the output that is new, or has other bytes than before; and whether there was none.
    Written(OutputPath, bool),
    /// A file is gone from the output.
    Removed(OutputPath),
}

/// A refusal of the system, with its path.
pub fn refused(path: &Path, error: io::Error) -> PublishError {
    PublishError::Io(path.to_path_buf(), error)
}

impl Content {
    /// Whether the file at `path` has exactly these bytes.
    ///
    /// # Errors
    /// When the system refuses to read one of the files.
    pub fn is_in(&self, path: &Path) -> io::Result<bool> {
        let Ok(there) = fs::metadata(path) else { return Ok(false) };
        let length = match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Copy(source) => fs::metadata(source)?.len(),
        };
        if !there.is_file() || there.len() != length {
            return Ok(false);
        }
        match self {
            Self::Bytes(bytes) => Ok(*bytes == fs::read(path)?),
            Self::Copy(source) => same(source, path),
        }
    }

    /// Writes a new file; answers its length.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn write(&self, path: &Path) -> io::Result<u64> {
        match self {
            Self::Bytes(bytes) => fs::write(path, bytes).map(|()| bytes.len() as u64),
            Self::Copy(source) => {
                io::copy(&mut fs::File::open(source)?, &mut fs::File::create(path)?)
            }
        }
    }
}

/// Whether two files have the same bytes. They are read in parts, since films and packages may be
/// larger than the memory.
fn same(one: &Path, other: &Path) -> io::Result<bool> {
    let open = |path| fs::File::open(path).map(BufReader::new);
    let (mut one, mut other) = (open(one)?, open(other)?);
    loop {
        let (left, right) = (one.fill_buf()?, other.fill_buf()?);
        let length = left.len().min(right.len());
        if length == 0 {
            return Ok(left.len() == right.len());
        }
        if left[..length] != right[..length] {
            return Ok(false);
        }
        one.consume(length);
        other.consume(length);
    }
}
