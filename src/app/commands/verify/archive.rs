//! Reads a ZIP archive (APPNOTE 6.3.10) strictly: what two programs could unpack to different files is no
//! package. Entries stand one behind the other from the first byte on, the list of them follows, and
//! nothing else is there.

use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::bytes::{Bytes, Refusal, read};
use crate::base::limits;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const RECORD: u32 = 0x0807_4b50;
const END: u32 = 0x0605_4b50;
const END_64: u32 = 0x0606_4b50;
const LOCATOR_64: u32 = 0x0706_4b50;
/// The length of the last record without its remark, and of one remark at most.
const END_LENGTH: usize = 22;
const LONGEST_REMARK: usize = 0xffff;
/// Flags that change nothing: how well it was packed, a record behind the data, names in UTF-8.
const KNOWN_FLAGS: u16 = 0b1000_0000_1110;
/// Extra fields: long numbers, another name for the entry (Info-ZIP), and the modes of another Unix.
const LONG: u16 = 1;
const OTHER_NAME: u16 = 0x7075;
const OF_UNIX: u16 = 0x756e;

/// A file or a folder in an archive.
#[derive(Debug)]
pub struct Entry {
    /// Its name; a folder's ends with `/`.
    pub name: String,
    /// How many bytes it has when it is unpacked, as the archive says.
    pub length: u64,
    packed: u64,
    /// The check sum of its bytes (CRC-32).
    sum: u32,
    is_deflated: bool,
    header: u64,
    data: u64,
    has_descriptor: bool,
}

/// An archive, and what is in it.
pub struct Archive<R> {
    reader: R,
    /// The entries, in the order of the list.
    pub entries: Vec<Entry>,
}

impl<R: Read + Seek> Archive<R> {
    /// Reads the list of an archive and compares it with what stands before each entry.
    ///
    /// # Errors
    /// Why it is no package, or what the system refuses.
    pub fn open(mut reader: R) -> Result<Self, Refusal> {
        let length = reader.seek(SeekFrom::End(0))?;
        let list = find_list(&mut reader, length)?;
        if list.count > limits::PACKAGE_FILES as u64 || list.length > limits::LIST_BYTES {
            return Err(Refusal::Large);
        }
        let bytes = read(&mut reader, list.start, list.length)?;
        let mut rest = Bytes(&bytes);
        let mut entries = Vec::new();
        for _ in 0..list.count {
            entries.push(entry(&mut rest)?);
        }
        if !rest.0.is_empty() {
            return Err(Refusal::Ambiguous(String::new()));
        }
        let unpacked = entries.iter().fold(0_u64, |all, entry| all.saturating_add(entry.length));
        if unpacked > limits::UNPACKED_PACKAGE + limits::UNPACKED_TIMES * length {
            return Err(Refusal::Large);
        }
        for entry in &mut entries {
            local(&mut reader, entry)?;
        }
        for (at, number) in stand_in_a_row(&entries, list.start)? {
            let entry = &entries[number];
            let record = read(&mut reader, at.start, at.end - at.start)?;
            if !is_of(&record, entry) {
                return Err(Refusal::Ambiguous(entry.name.clone()));
            }
        }
        Ok(Self { reader, entries })
    }

    /// The bytes of an entry, unpacked. To read them to their end is an error when they are not as many as the
    /// archive says, or have another check sum: another program might unpack what is behind.
    ///
    /// # Errors
    /// What the system refuses.
    pub fn content(&mut self, number: usize) -> io::Result<impl Read> {
        let Entry { data, packed, length, sum, is_deflated, .. } = self.entries[number];
        self.reader.seek(SeekFrom::Start(data))?;
        let bytes = self.reader.by_ref().take(packed);
        let bytes = if is_deflated {
            Packed::Deflated(DeflateDecoder::new(bytes))
        } else {
            Packed::Stored(bytes)
        };
        Ok(Content { bytes, packed, left: length, sum, seen: Crc::new() })
    }
}

/// The packed bytes of an entry.
enum Packed<R> {
    Stored(R),
    Deflated(DeflateDecoder<R>),
}

/// The bytes of an entry, and what they must come to.
struct Content<R> {
    bytes: Packed<R>,
    packed: u64,
    left: u64,
    sum: u32,
    seen: Crc,
}

impl<R: Read> Read for Content<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let (count, used) = match &mut self.bytes {
            Packed::Stored(bytes) => (bytes.read(buffer)?, self.packed),
            Packed::Deflated(bytes) => (bytes.read(buffer)?, bytes.total_in()),
        };
        self.seen.update(&buffer[..count]);
        let left = self.left.checked_sub(count as u64);
        let is_end = count == 0 && !buffer.is_empty();
        let is_right = left == Some(0) && used == self.packed && self.seen.sum() == self.sum;
        match left {
            Some(left) if !is_end || is_right => self.left = left,
            _ => return Err(io::ErrorKind::InvalidData.into()),
        }
        Ok(count)
    }
}

/// Where the list of entries stands.
struct List {
    start: u64,
    length: u64,
    count: u64,
}

/// Finds the list by the record at the end.
fn find_list(reader: &mut (impl Read + Seek), length: u64) -> Result<List, Refusal> {
    let tail = length.min((END_LENGTH + LONGEST_REMARK) as u64);
    let bytes = read(reader, length - tail, tail)?;
    let is_end = |at: &usize| bytes[*at..].starts_with(&END.to_le_bytes());
    let found = (0..(bytes.len() + 1).saturating_sub(END_LENGTH)).rev().find(is_end);
    let at = found.ok_or(Refusal::Cut)?;
    let mut end = Bytes(&bytes[at + 4..]);
    let [disk, first_disk, here] = [end.short()?, end.short()?, end.short()?];
    let count = u64::from(end.short()?);
    let (size, start) = (u64::from(end.long()?), u64::from(end.long()?));
    let remark = usize::from(end.short()?);
    // What is written to a tape or a pipe is filled up with zeros.
    if end.0.get(remark..).ok_or(Refusal::Cut)?.iter().any(|byte| *byte != 0) {
        return Err(Refusal::Behind);
    }
    let at = length - tail + at as u64;
    let strange = || Refusal::Ambiguous(String::new());
    if disk != 0 || first_disk != 0 || u64::from(here) != count {
        return Err(strange());
    }
    let is_long = count == 0xffff || size == 0xffff_ffff || start == 0xffff_ffff;
    // Some programs write the long numbers, too, where short ones do.
    let locator = at.checked_sub(20).map(|at| read(reader, at, 4)).transpose()?;
    let has_long = is_long || locator.is_some_and(|sign| sign == LOCATOR_64.to_le_bytes());
    let (list, end) =
        if has_long { long_list(reader, at)? } else { (List { start, length: size, count }, at) };
    let agrees = |short: u64, most: u64, long: u64| short == most || short == long;
    if !agrees(count, 0xffff, list.count)
        || !agrees(size, 0xffff_ffff, list.length)
        || !agrees(start, 0xffff_ffff, list.start)
    {
        return Err(strange());
    }
    // Else there is something between the list and the record, or before the first entry.
    if list.start.checked_add(list.length) == Some(end) { Ok(list) } else { Err(strange()) }
}

/// Where the list stands in an archive with long numbers (4.3.14), and where the record of that stands.
fn long_list(reader: &mut (impl Read + Seek), end: u64) -> Result<(List, u64), Refusal> {
    let strange = || Refusal::Ambiguous(String::new());
    let locator = read(reader, end.checked_sub(20).ok_or_else(strange)?, 20)?;
    let mut locator = Bytes(&locator);
    let (sign, _) = (locator.long()?, locator.long()?);
    let at = locator.longer()?;
    if sign != LOCATOR_64 || at.checked_add(56) != Some(end - 20) {
        return Err(strange());
    }
    let record = read(reader, at, 56)?;
    let mut record = Bytes(&record);
    let (sign, size) = (record.long()?, record.longer()?);
    record.skip(12)?;
    let [here, count] = [record.longer()?, record.longer()?];
    let (length, start) = (record.longer()?, record.longer()?);
    if sign != END_64 || size != 44 || here != count {
        return Err(strange());
    }
    Ok((List { start, length, count }, at))
}

/// Reads one entry of the list (4.3.12).
fn entry(list: &mut Bytes<'_>) -> Result<Entry, Refusal> {
    let sign = list.long()?;
    list.skip(4)?;
    let (flags, method) = (list.short()?, list.short()?);
    list.skip(4)?;
    let sum = list.long()?;
    let (mut packed, mut length) = (u64::from(list.long()?), u64::from(list.long()?));
    let [name, extra, remark] = [list.short()?, list.short()?, list.short()?];
    let disk = list.short()?;
    list.skip(2)?;
    let (modes, mut header) = (list.long()?, u64::from(list.long()?));
    let name = list.take(name.into())?;
    let shown = String::from_utf8_lossy(name).into_owned();
    let mut extra = Bytes(list.take(extra.into())?);
    list.skip(remark.into())?;
    let ambiguous = || Refusal::Ambiguous(shown.clone());
    while extra.0.len() >= 4 {
        let (kind, size) = (extra.short()?, extra.short()?);
        let mut field = Bytes(extra.take(size.into())?);
        match kind {
            LONG => {
                for number in [&mut length, &mut packed, &mut header] {
                    if *number == 0xffff_ffff {
                        *number = field.longer()?;
                    }
                }
            }
            _ => may_have(kind, field.0, name)?,
        }
    }
    // What an entry is, is said for Unix above, and for Windows below; and a folder's name ends with a slash.
    let is_folder = shown.ends_with(['/', '\\']);
    let is_as_named = match modes >> 16 & 0o170_000 {
        0 => true,
        0o040_000 => is_folder,
        0o100_000 => !is_folder,
        _ => false,
    };
    let is_special = !is_as_named || (modes & 0x10 != 0 && !is_folder) || disk != 0;
    if !matches!(method, 0 | 8) {
        return Err(Refusal::Unknown(shown));
    }
    if sign != CENTRAL
        || is_special
        || flags & !KNOWN_FLAGS != 0
        || std::str::from_utf8(name).is_err()
    {
        return Err(ambiguous());
    }
    let has_descriptor = flags & 8 != 0;
    let is_deflated = method == 8;
    // Nothing, deflated, has two bytes.
    if length == 0 && packed > 2 {
        return Err(ambiguous());
    }
    Ok(Entry { name: shown, length, packed, sum, is_deflated, header, data: 0, has_descriptor })
}

/// Compares an entry of the list with what stands before its data (4.3.7).
fn local(reader: &mut (impl Read + Seek), entry: &mut Entry) -> Result<(), Refusal> {
    let bytes = read(reader, entry.header, 30 + entry.name.len() as u64)?;
    let mut head = Bytes(&bytes);
    let sign = head.long()?;
    head.skip(2)?;
    let (flags, method) = (head.short()?, head.short()?);
    head.skip(4)?;
    let sum = head.long()?;
    let (packed, length) = (head.long()?, head.long()?);
    let [name, extra] = [head.short()?, head.short()?];
    // Where long numbers or a record behind the data say it, these do not.
    let fits = |short: u32, long: u64| {
        u64::from(short) == long || short == 0xffff_ffff || (short == 0 && entry.has_descriptor)
    };
    let is_same = sign == LOCAL
        && usize::from(name) == entry.name.len()
        && head.0 == entry.name.as_bytes()
        && method == if entry.is_deflated { 8 } else { 0 }
        && (flags & 8 != 0) == entry.has_descriptor
        && flags & !KNOWN_FLAGS == 0
        && (sum == entry.sum || (sum == 0 && entry.has_descriptor))
        && fits(packed, entry.packed)
        && fits(length, entry.length);
    if !is_same || (!entry.is_deflated && entry.packed != entry.length) {
        return Err(Refusal::Ambiguous(entry.name.clone()));
    }
    let start = entry.header + bytes.len() as u64;
    let fields = read(reader, start, u64::from(extra))?;
    let mut fields = Bytes(&fields);
    while fields.0.len() >= 4 {
        let (kind, size) = (fields.short()?, fields.short()?);
        may_have(kind, fields.take(size.into())?, entry.name.as_bytes())?;
    }
    entry.data = start + u64::from(extra);
    Ok(())
}

/// Refuses extra fields that give an entry another name, or make it a link.
fn may_have(kind: u16, field: &[u8], name: &[u8]) -> Result<(), Refusal> {
    let is_other = kind == OTHER_NAME && field.get(5..) != Some(name);
    if is_other || kind == OF_UNIX {
        return Err(Refusal::Ambiguous(String::from_utf8_lossy(name).into_owned()));
    }
    Ok(())
}

/// Looks whether all entries stand one behind the other, from the first byte to the list. Answers where the
/// records behind their data stand, with the numbers of the entries.
fn stand_in_a_row(entries: &[Entry], list: u64) -> Result<Vec<(Range<u64>, usize)>, Refusal> {
    let mut row: Vec<usize> = (0..entries.len()).collect();
    row.sort_by_key(|number| entries[*number].header);
    if row.first().map_or(list, |first| entries[*first].header) != 0 {
        return Err(Refusal::Ambiguous(String::new()));
    }
    let mut records = Vec::new();
    for (place, number) in row.iter().enumerate() {
        let entry = &entries[*number];
        let next = row.get(place + 1).map_or(list, |next| entries[*next].header);
        let end = entry.data.checked_add(entry.packed);
        match end.and_then(|end| Some((end, next.checked_sub(end)?))) {
            Some((_, 0)) => {}
            Some((end, 12 | 16 | 20 | 24)) if entry.has_descriptor => {
                records.push((end..next, *number));
            }
            _ => return Err(Refusal::Ambiguous(entry.name.clone())),
        }
    }
    Ok(records)
}

/// Whether a record says what the list says of its entry: with or without its sign, in short or long numbers
/// (4.3.9).
fn is_of(record: &[u8], entry: &Entry) -> bool {
    let short = |number: u64| u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes().to_vec();
    let long = |number: u64| number.to_le_bytes().to_vec();
    let sum = entry.sum.to_le_bytes().to_vec();
    let shorts = [sum.clone(), short(entry.packed), short(entry.length)].concat();
    let longs = [sum, long(entry.packed), long(entry.length)].concat();
    [&shorts, &longs].into_iter().any(|numbers| {
        record == numbers.as_slice()
            || record.strip_prefix(&RECORD.to_le_bytes()[..]) == Some(numbers)
    })
}
