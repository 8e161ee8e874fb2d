//! Turns values into 128-bit fingerprints, so that "has it changed?" is one comparison.
//!
//! XXH3 is fast and spreads well but is no defence against somebody who *wants* a collision;
//! a fingerprint decides only whether work can be skipped, never whether something is allowed.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use xxhash_rust::xxh3::Xxh3;

/// A 128-bit summary of a value: equal values have equal fingerprints.
///
/// Stable between runs of one build of the program on one machine, not between versions.
#[derive(Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// The fingerprint of anything hashable.
    pub fn of<T: Hash + ?Sized>(value: &T) -> Self {
        let mut hasher = Wide(Vec::with_capacity(1024));
        value.hash(&mut hasher);
        Self::of_bytes(&hasher.0)
    }

    /// The fingerprint of bytes, the same in every version and on every machine. XXH3 is a
    /// published format, while the standard library may change what `Hash` does.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(xxhash_rust::xxh3::xxh3_128(bytes))
    }

    /// The fingerprint of the bytes a reader yields, for files too large to hold.
    ///
    /// # Errors
    /// Whatever error the reader returns.
    pub fn of_reader(mut reader: impl std::io::Read) -> std::io::Result<Self> {
        let mut hasher = Xxh3::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match reader.read(&mut buffer)? {
                0 => return Ok(Self(hasher.digest128())),
                count => hasher.update(&buffer[..count]),
            }
        }
    }

    /// A number below `count`, always the same for the same value: each is as likely as any other.
    pub fn one_of(self, count: usize) -> usize {
        usize::try_from(self.0 % count as u128).expect("below a usize")
    }

    /// The first eight hexadecimal digits: short enough for a file name.
    pub fn short(self) -> String {
        format!("{:08x}", self.0 >> 96)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({})", self.short())
    }
}

impl FromStr for Fingerprint {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u128::from_str_radix(text, 16).map(Self)
    }
}

/// Collects the bytes that a value hashes: `std`'s hashers end in 64 bits, and XXH3 is fastest over
/// bytes that lie together.
struct Wide(Vec<u8>);

impl Hasher for Wide {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        xxhash_rust::xxh3::xxh3_64(&self.0)
    }
}

/// A shared value that remembers its fingerprint: it hashes and compares as the fingerprint
/// (sixteen bytes, however large the value) and serialises as the value itself.
pub struct Hashed<T> {
    value: Arc<T>,
    // Beside the pointer, so that hashing and comparing need not follow it.
    fingerprint: Fingerprint,
}

impl<T: Hash> Hashed<T> {
    /// Fingerprints `value` once and shares it from then on.
    pub fn new(value: T) -> Self {
        let fingerprint = Fingerprint::of(&value);
        Self { value: Arc::new(value), fingerprint }
    }
}

impl<T> Hashed<T> {
    /// Shares a value whose fingerprint is known already, from what the value was made of.
    pub fn with(value: T, fingerprint: Fingerprint) -> Self {
        Self { value: Arc::new(value), fingerprint }
    }

    /// Shares a value that is shared already.
    pub fn share(value: Arc<T>, fingerprint: Fingerprint) -> Self {
        Self { value, fingerprint }
    }

    /// The fingerprint taken when the value was made.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }
}

impl<T> Clone for Hashed<T> {
    fn clone(&self) -> Self {
        Self { value: Arc::clone(&self.value), fingerprint: self.fingerprint }
    }
}

impl<T> Deref for Hashed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Hash for Hashed<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.fingerprint.hash(state);
    }
}

impl<T> PartialEq for Hashed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.fingerprint == other.fingerprint
    }
}

impl<T> Eq for Hashed<T> {}

impl<T: fmt::Debug> fmt::Debug for Hashed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: Serialize> Serialize for Hashed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashed_value_hashes_as_its_fingerprint() {
        let hashed = Hashed::new("快讯".to_owned());
        assert_eq!(Fingerprint::of(&hashed), Fingerprint::of(&hashed.fingerprint()));
    }

    #[test]
    fn text_form_reads_back() {
        let fingerprint = Fingerprint::of("曲阜");
        assert_eq!(fingerprint.to_string().parse(), Ok(fingerprint));
    }
}
