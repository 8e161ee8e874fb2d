//! Archives of other people, unpacked within bounds: nothing is written anywhere, and no entry is larger in
//! memory than it may be.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::Refusal;
use crate::base::limits;

/// A ZIP archive in memory.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The names of its files.
    pub names: Vec<String>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Reads the list of an archive's entries.
    ///
    /// # Errors
    /// When it is no archive, has too many entries, or needs a password.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)?;
        if zip.len() > limits::IMPORTED_PARTS {
            return Err(Refusal::TooMany);
        }
        let mut names = Vec::with_capacity(zip.len());
        for number in 0..zip.len() {
            let entry = zip.by_index_raw(number).map_err(|_| Refusal::Damaged)?;
            if entry.encrypted() {
                return Err(Refusal::Encrypted);
            }
            names.push(entry.name().map_or_else(|_| String::new(), |name| name.replace('\\', "/")));
        }
        let times = limits::UNPACKED_TIMES.saturating_mul(bytes.len() as u64);
        Ok(Self { zip, names, left: limits::UNPACKED_PACKAGE.saturating_add(times) })
    }

    /// The bytes of a file; `None` when there is none of that name. Capitals do not count, as in Word.
    ///
    /// # Errors
    /// When it does not unpack, or is larger than `most` bytes, or all together are too large.
    pub fn read(&mut self, name: &str, most: u64) -> Result<Option<Vec<u8>>, Refusal> {
        let is_it = |known: &String| known.eq_ignore_ascii_case(name.trim_start_matches('/'));
        let Some(number) = self.names.iter().position(is_it) else { return Ok(None) };
        let entry = self.zip.by_index(number).map_err(|_| Refusal::Damaged)?;
        let most = most.min(self.left);
        let mut bytes = Vec::new();
        entry.take(most + 1).read_to_end(&mut bytes).map_err(|_| Refusal::Damaged)?;
        if bytes.len() as u64 > most {
            return Err(Refusal::TooLarge);
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }
}
