//! ZIP archives of files of the site. Each holds the check sums of all its files.

use std::fmt::Write as _;
use std::io::{self, Seek, Write};

use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::base::OutputPath;
use crate::base::moment::zip_time;
use crate::plan::view::{CHECKSUMS, Package};

/// How the names of files end that are compressed already.
const PACKED: [&str; 12] = [
    ".avif", ".docx", ".epub", ".gif", ".jpeg", ".jpg", ".mp4", ".pdf", ".png", ".webp", ".xlsx",
    ".zip",
];

/// Packs an archive; `open` gives the bytes of a file of the site. The same files make the same
/// bytes.
///
/// # Errors
/// When a file cannot be read, or the archive cannot be written.
pub fn pack(
    out: impl Write + Seek,
    package: &Package,
    mut open: impl FnMut(&OutputPath) -> io::Result<Vec<u8>>,
) -> io::Result<()> {
    let options = SimpleFileOptions::default().last_modified_time(zip_time(package.date));
    let options = options.unix_permissions(0o644);
    let mut zip = ZipWriter::new(out);
    let mut sums = String::new();
    for (name, path, _) in &package.files {
        let bytes = open(path)?;
        sums.extend([&checksum(bytes.as_slice())?, "  ", name, "\n"]);
        let is_packed = PACKED.iter().any(|end| name.ends_with(end));
        let method =
            if is_packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(name.as_str(), options.compression_method(method))?;
        zip.write_all(&bytes)?;
    }
    zip.start_file(CHECKSUMS, options.compression_method(CompressionMethod::Deflated))?;
    zip.write_all(sums.as_bytes())?;
    zip.finish()?.flush()
}

/// The SHA-256 of what a reader yields (FIPS 180-4), in hexadecimal digits.
///
/// # Errors
/// Whatever the reader answers.
pub fn checksum(mut reader: impl io::Read) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match reader.read(&mut buffer)? {
            0 => break,
            count => hasher.update(&buffer[..count]),
        }
    }
    Ok(hasher.finalize().iter().fold(String::new(), |mut all, byte| {
        let _ = write!(all, "{byte:02x}");
        all
    }))
}
