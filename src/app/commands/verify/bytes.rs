//! Reads the records of a ZIP archive, byte by byte.

use std::io::{self, Read, Seek, SeekFrom};

/// Why an archive is no package.
#[derive(Debug)]
pub enum Refusal {
    /// It ends too early.
    Cut,
    /// Something stands behind its end.
    Behind,
    /// It has more entries, or would unpack to more, than any package.
    Large,
    /// An entry could be read in more than one way.
    Ambiguous(String),
    /// An entry is packed in a way that we cannot read.
    Unknown(String),
    /// The system refused.
    Io(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Cut,
            _ => Self::Io(error),
        }
    }
}

/// Reads so many bytes at a place.
///
/// # Errors
/// When they are not there, or the system refuses.
pub fn read(reader: &mut (impl Read + Seek), at: u64, length: u64) -> Result<Vec<u8>, Refusal> {
    let length = usize::try_from(length).map_err(|_| Refusal::Large)?;
    let mut bytes = vec![0; length];
    reader.seek(SeekFrom::Start(at))?;
    reader.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Bytes that are read from the front, low bytes first.
pub struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    /// The next bytes.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn take(&mut self, length: usize) -> Result<&'a [u8], Refusal> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Refusal::Cut)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Refusal> {
        Ok(self.take(N)?.try_into().expect("so many were taken"))
    }

    /// Leaves bytes out.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn skip(&mut self, length: usize) -> Result<(), Refusal> {
        self.take(length).map(drop)
    }

    /// A number of two bytes.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn short(&mut self) -> Result<u16, Refusal> {
        self.array().map(u16::from_le_bytes)
    }

    /// A number of four bytes.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn long(&mut self) -> Result<u32, Refusal> {
        self.array().map(u32::from_le_bytes)
    }

    /// A number of eight bytes.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn longer(&mut self) -> Result<u64, Refusal> {
        self.array().map(u64::from_le_bytes)
    }
}
