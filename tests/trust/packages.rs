//! `verify` believes nothing: packages that were forged are named, and honest ones that were packed again are
//! good.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use kuaixun::base::limits;
use kuaixun::write::package::checksum;

use crate::support::in_memory;
use crate::support::program::kuaixun;

/// An entry of an archive, and how it departs from what it should be.
#[derive(Clone, Default)]
struct Entry {
    name: String,
    bytes: Vec<u8>,
    /// The name before the data, where it is another.
    local_name: Option<String>,
    flags: u16,
    method: u16,
    /// The mode of Unix.
    mode: u32,
    /// Extra fields in the list.
    extra: Vec<u8>,
    /// Extra fields before the data.
    local_extra: Vec<u8>,
    /// The check sum, where it is not that of the bytes.
    sum: Option<u32>,
    /// What stands before the entry.
    gap: Vec<u8>,
    /// Whether a record stands behind the data, and has its sign.
    descriptor: Option<bool>,
    /// The check sum in that record, where it is another.
    record_sum: Option<u32>,
    /// The check sum before the data, where it is another.
    local_sum: Option<u32>,
    /// The disk on which it begins.
    disk: u16,
    /// Lengths that the list says, where they are others: packed and unpacked.
    lengths: Option<(u32, u32)>,
    /// Where the list says that it stands.
    header: Option<u32>,
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

fn entry(name: &str, bytes: &[u8]) -> Entry {
    Entry { name: name.to_owned(), bytes: bytes.to_vec(), ..Entry::default() }
}

/// An archive of entries that are not compressed, but where their bytes are already.
#[derive(Clone, Default)]
struct Zip {
    entries: Vec<Entry>,
    /// What stands before the list, before the record at the end, and behind it.
    before_list: Vec<u8>,
    before_end: Vec<u8>,
    behind: Vec<u8>,
    remark: Vec<u8>,
    /// How many entries the record at the end says there are.
    count: Option<u16>,
}

impl Zip {
    fn bytes(&self) -> Vec<u8> {
        let (mut out, mut list) = (Vec::new(), Vec::new());
        for entry in &self.entries {
            out.extend(&entry.gap);
            let at = u32::try_from(out.len()).unwrap();
            let length = u32::try_from(entry.bytes.len()).unwrap();
            let (packed, unpacked) = entry.lengths.unwrap_or((length, length));
            let flags = entry.flags | if entry.descriptor.is_some() { 8 } else { 0 };
            let sum = entry.sum.unwrap_or_else(|| crc(&entry.bytes));
            let numbers = |out: &mut Vec<u8>, sum: u32, packed: u32, unpacked: u32| {
                out.extend(flags.to_le_bytes());
                out.extend(entry.method.to_le_bytes());
                out.extend([0; 4]);
                out.extend(sum.to_le_bytes());
                out.extend(packed.to_le_bytes());
                out.extend(unpacked.to_le_bytes());
            };
            let local = entry.local_name.as_ref().unwrap_or(&entry.name);
            out.extend(b"PK\x03\x04\x14\0");
            match entry.descriptor {
                Some(_) => numbers(&mut out, 0, 0, 0),
                None => numbers(&mut out, entry.local_sum.unwrap_or(sum), packed, unpacked),
            }
            out.extend(u16::try_from(local.len()).unwrap().to_le_bytes());
            out.extend(u16::try_from(entry.local_extra.len()).unwrap().to_le_bytes());
            out.extend(local.as_bytes());
            out.extend(&entry.local_extra);
            out.extend(&entry.bytes);
            if let Some(is_signed) = entry.descriptor {
                out.extend(if is_signed { &b"PK\x07\x08"[..] } else { &[] });
                out.extend(entry.record_sum.unwrap_or(sum).to_le_bytes());
                out.extend(packed.to_le_bytes());
                out.extend(unpacked.to_le_bytes());
            }
            list.extend(b"PK\x01\x02\x14\x03\x14\0");
            numbers(&mut list, sum, packed, unpacked);
            list.extend(u16::try_from(entry.name.len()).unwrap().to_le_bytes());
            list.extend(u16::try_from(entry.extra.len()).unwrap().to_le_bytes());
            list.extend([0; 2]);
            list.extend(entry.disk.to_le_bytes());
            list.extend([0; 2]);
            list.extend((entry.mode << 16).to_le_bytes());
            list.extend(entry.header.unwrap_or(at).to_le_bytes());
            list.extend(entry.name.as_bytes());
            list.extend(&entry.extra);
        }
        out.extend(&self.before_list);
        let start = u32::try_from(out.len()).unwrap();
        out.extend(&list);
        out.extend(&self.before_end);
        let count = self.count.unwrap_or(u16::try_from(self.entries.len()).unwrap()).to_le_bytes();
        out.extend(b"PK\x05\x06\0\0\0\0");
        out.extend([count, count].concat());
        out.extend(u32::try_from(list.len()).unwrap().to_le_bytes());
        out.extend(start.to_le_bytes());
        out.extend(u16::try_from(self.remark.len()).unwrap().to_le_bytes());
        out.extend(&self.remark);
        out.extend(&self.behind);
        out
    }

    /// The same archive, changed.
    fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = self.clone();
        change(&mut changed);
        changed
    }

    fn and(&self, name: &str, bytes: &[u8]) -> Self {
        self.with(|zip| zip.entries.insert(1, entry(name, bytes)))
    }
}

fn sum(bytes: &[u8]) -> String {
    checksum(bytes).unwrap()
}

const FILES: [(&str, &[u8]); 3] =
    [("index.html", b"<p>a</p>"), ("news/a.html", b"<p>b</p>"), ("news/a.csv", b"1,2\n")];

fn list() -> String {
    FILES.map(|(name, bytes)| format!("{}  {name}\n", sum(bytes))).concat()
}

/// A package as it was published.
fn honest() -> Zip {
    let mut entries: Vec<Entry> = FILES.iter().map(|(name, bytes)| entry(name, bytes)).collect();
    entries.push(entry("manifest.sha256", list().as_bytes()));
    Zip { entries, ..Zip::default() }
}

fn with_list(text: &str) -> Zip {
    honest().with(|zip| zip.entries[3].bytes = text.as_bytes().to_vec())
}

/// An entry whose bytes are deflated (RFC 1951).
fn deflated(name: &str, bytes: &[u8]) -> Entry {
    let mut out = DeflateEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    let packed = out.finish().unwrap();
    let lengths = [packed.len(), bytes.len()].map(|length| u32::try_from(length).unwrap());
    Entry {
        method: 8,
        lengths: Some(lengths.into()),
        sum: Some(crc(bytes)),
        ..entry(name, &packed)
    }
}

/// The first file, deflated so that more comes out than the archive says, or with bytes behind the data.
fn overlong(behind: &[u8], sum: u32) -> Entry {
    let text = if behind.is_empty() { &b"<p>a</p>evil"[..] } else { FILES[0].1 };
    let mut entry = deflated("index.html", text);
    entry.bytes.extend(behind);
    let packed = u32::try_from(entry.bytes.len()).unwrap();
    let length = u32::try_from(FILES[0].1.len()).unwrap();
    Entry { lengths: Some((packed, length)), sum: Some(sum), ..entry }
}

/// Folders that are none on some system.
const TOPS: [&str; 11] = [
    "a\u{202e}/",
    "__MACOSX/",
    "/",
    "C:/",
    "CON/",
    "~/",
    "-x/",
    "$(x)/",
    "a\n/",
    "\u{1b}[31m/",
    "a./",
];

type Forged = Vec<(&'static str, Vec<u8>)>;

/// Names of further entries.
const NAMES: [(&str, &str); 28] = [
    ("climbs", "../evil.sh"),
    ("climbs on Windows", "..\\evil.exe"),
    ("climbs inside", "news/../../evil.sh"),
    ("the root", "/evil.sh"),
    ("a drive", "C:\\evil.exe"),
    ("a drive and slashes", "C:/evil.exe"),
    ("a share", "\\\\host\\evil.exe"),
    ("a setting of a server", ".htaccess"),
    ("a setting below", "news/.htaccess"),
    ("a setting of IIS", "web.config"),
    ("of macOS and is not", "__MACOSX/x.html"),
    ("of macOS by its name", "__MACOSX/._x.html"),
    ("climbs out of it", "__MACOSX/../._evil"),
    ("of the Finder and is not", ".DS_Store"),
    ("a dot before", "./index.html"),
    ("a dot inside", "news/./a.html"),
    ("an empty part", "news//a.html"),
    ("other capitals", "Index.html"),
    ("a dot behind", "index.html."),
    ("a blank behind", "index.html "),
    ("a stream of Windows", "index.html::$DATA"),
    ("a byte of zero", "index.html\0.txt"),
    ("a code for the terminal", "a\u{1b}[2J.html"),
    ("turned letters", "a\u{202e}lmth.exe"),
    ("a second list", "news/manifest.sha256"),
    ("a program", "autorun.inf"),
    ("a folder too many", "evil/"),
    ("no name", ""),
];

/// Archives whose entries are not what they should be.
fn entries() -> Forged {
    let honest = honest();
    let at = |number: usize, change: &dyn Fn(&mut Entry)| {
        honest.with(|zip| change(&mut zip.entries[number])).bytes()
    };
    let renamed = |name: &str| at(0, &|entry| entry.local_name = Some(name.to_owned()));
    let flagged = |flags: u16| at(0, &|entry| entry.flags = flags);
    let packed = |method: u16| at(0, &|entry| entry.method = method);
    let of_mode = |mode: u32| at(0, &|entry| entry.mode = mode);
    let long = |lengths: (u32, u32)| at(0, &|entry| entry.lengths = Some(lengths));
    let placed = |header: u32| at(1, &|entry| entry.header = Some(header));
    let gap = |number: usize, gap: &str| at(number, &|entry| entry.gap = gap.into());
    let hollow =
        Entry { method: 8, lengths: Some((4, 0)), sum: Some(0), ..entry("news/", b"evil") };
    let unicode = [&b"\x75\x70\x0e\0\x01\0\0\0\0"[..], b"evil.html"].concat();
    vec![
        ("the same name twice", honest.and("index.html", b"evil").bytes()),
        ("the same file twice", honest.and("index.html", FILES[0].1).bytes()),
        ("twice by the other slash", honest.and("news\\a.html", FILES[1].1).bytes()),
        ("two lists", honest.and("manifest.sha256", list().as_bytes()).bytes()),
        ("altered", at(0, &|entry| entry.bytes = b"evil".to_vec())),
        ("missing", honest.with(|zip| drop(zip.entries.remove(1))).bytes()),
        ("a folder with content", honest.and("news/", b"evil").bytes()),
        ("another name before the data", renamed("../evil.h")),
        ("a shorter name before the data", renamed("x")),
        ("encrypted", flagged(1)),
        ("strongly encrypted", flagged(0x41)),
        ("masked", flagged(0x2000)),
        ("an unknown method", packed(12)),
        ("no method of the data", packed(8)),
        ("a link", of_mode(0o120_777)),
        ("a device", of_mode(0o060_666)),
        ("a folder by its mode", of_mode(0o040_755)),
        ("patched", flagged(0x20)),
        ("on another disk", at(0, &|entry| entry.disk = 1)),
        ("another sum before the data", at(0, &|entry| entry.local_sum = Some(1))),
        (
            "a record of another sum",
            at(0, &|entry| {
                entry.descriptor = Some(true);
                entry.record_sum = Some(1);
            }),
        ),
        ("another name in Unicode", at(0, &|entry| entry.extra.clone_from(&unicode))),
        ("a gap", gap(1, "evil")),
        ("something before it", gap(0, "#!/bin/sh\n")),
        ("entries over each other", placed(0)),
        ("an entry in the list", placed(900)),
        (
            "another name before the data alone",
            at(0, &|entry| entry.local_extra.clone_from(&unicode)),
        ),
        ("a link of another kind", at(0, &|entry| entry.extra = b"\x6e\x75\x01\0a".to_vec())),
        ("another check sum", at(0, &|entry| entry.sum = Some(1))),
        ("a folder with bytes", honest.with(|zip| zip.entries.insert(1, hollow.clone())).bytes()),
        ("shorter than it is", long((3, 3))),
        ("longer than it is", long((80, 80))),
        ("longer unpacked", long((8, 4_000_000_000))),
    ]
}

/// Archives whose first file unpacks to more than they say.
fn overlong_ones() -> Forged {
    let with_first = |first: Entry| honest().with(|zip| zip.entries[0] = first).bytes();
    vec![
        ("longer than it says", with_first(overlong(b"", crc(FILES[0].1)))),
        ("longer, with the sum of all", with_first(overlong(b"", crc(b"<p>a</p>evil")))),
        ("bytes behind the data", with_first(overlong(b"evil", crc(FILES[0].1)))),
    ]
}

/// Archives whose ends or lists are not what they should be.
fn ends() -> Forged {
    let honest = honest();
    let with = |change: &dyn Fn(&mut Zip)| honest.with(|zip| change(zip)).bytes();
    let evil = || b"evil".to_vec();
    let listed = |name: &str| {
        let text = format!("{}{}  {name}\n", list(), sum(b"a"));
        with_list(&text).and(name, b"a").bytes()
    };
    let large = deflated("manifest.sha256", "\n".repeat(60 << 20).as_bytes());
    // Cheap to send and dear to unpack.
    let bomb = deflated("index.html", &vec![0; 300 << 20]);
    let climbs = format!("{}{}  ../a\n", list(), sum(b"a"));
    vec![
        ("something before the list", with(&|zip| zip.before_list = evil())),
        ("something behind the list", with(&|zip| zip.before_end = evil())),
        ("something behind the end", with(&|zip| zip.behind = evil())),
        ("another archive behind", with(&|zip| zip.behind = honest.bytes())),
        ("an archive in the remark", with(&|zip| zip.remark = honest.bytes())),
        ("fewer entries", with(&|zip| zip.count = Some(3))),
        ("more entries", with(&|zip| zip.count = Some(9))),
        ("more than there can be", with(&|zip| zip.count = Some(0xffff))),
        ("cut", honest.bytes()[..200].to_vec()),
        ("without its first byte", honest.bytes()[1..].to_vec()),
        ("nothing", Vec::new()),
        ("no archive", b"PK\x05\x06".repeat(10_000)),
        ("a list of empty lines", with_list(&"\n".repeat(1 << 20)).bytes()),
        ("a list twice", with_list(&(list() + &list())).bytes()),
        ("a list that climbs", with_list(&climbs).bytes()),
        ("an empty list", with_list("").bytes()),
        (
            "nothing but an empty list",
            with(&|zip| zip.entries = vec![entry("manifest.sha256", b"")]),
        ),
        ("other capitals in the list", listed("INDEX.html")),
        ("a file and a folder in the list", listed("index.html/a")),
        ("a list that is no text", with(&|zip| zip.entries[3].bytes = vec![0xff; 99])),
        ("a list of 60 MB", with(&|zip| zip.entries[3] = large.clone())),
        ("a bomb", with(&|zip| zip.entries[0] = bomb.clone())),
    ]
}

fn forged() -> Forged {
    let named = NAMES.map(|(what, name)| (what, honest().and(name, b"evil").bytes()));
    let tops = TOPS.map(|top| {
        let zip = honest().with(|zip| {
            zip.entries.iter_mut().for_each(|entry| entry.name.insert_str(0, top));
        });
        ("an illegal folder", zip.bytes())
    });
    named.into_iter().chain(tops).chain(entries()).chain(overlong_ones()).chain(ends()).collect()
}

/// Runs `verify`; answers its status and what it said.
fn verify(path: &Path) -> (i32, String) {
    let run = kuaixun(path.parent().unwrap(), &["verify", "--lang", "en", path.to_str().unwrap()]);
    (run.status, run.out + &run.err)
}

#[test]
fn forged_packages_are_named() {
    let folder = in_memory();
    let path = folder.path().join("site.zip");
    fs::write(&path, honest().bytes()).unwrap();
    assert_eq!(verify(&path).0, 0, "{}", verify(&path).1);
    let all = forged();
    assert!(all.len() >= 60, "{}", all.len());
    for (what, bytes) in all {
        fs::write(&path, bytes).unwrap();
        let (status, said) = verify(&path);
        // A package without a list cannot be compared.
        assert!(matches!(status, 1 | 2), "{what}: {status}\n{said}");
        assert!(!said.contains("Good") && !said.contains('\u{1b}') && !said.contains('\u{202e}'));
        assert!(said.lines().count() <= 110, "{what}: {} lines", said.lines().count());
    }
}

#[test]
fn honest_packages_are_good_whatever_packed_them() {
    let folder = in_memory();
    let path = folder.path().join("site.zip");
    let honest = honest();
    let each =
        |change: &dyn Fn(&mut Entry)| honest.with(|zip| zip.entries.iter_mut().for_each(change));
    let apple = [&b"\0\x05\x16\x07"[..], &[0; 60]].concat();
    let packages = [
        ("a stream with records", each(&|entry| entry.descriptor = Some(true))),
        ("a stream with bare records", each(&|entry| entry.descriptor = Some(false))),
        ("the other slash", each(&|entry| entry.name = entry.name.replace('/', "\\"))),
        ("its folder", each(&|entry| entry.name = format!("site/{}", entry.name))),
        ("modes", each(&|entry| entry.mode = 0o100_644)),
        ("folders", honest.and("news/", b"")),
        ("folders twice", honest.and("news/", b"").and("news/", b"")),
        (
            "the folder where it stands",
            each(&|entry| entry.name.insert_str(0, "./"))
                .with(|zip| zip.entries.insert(0, entry("./", b"")))
                .and("./news/", b""),
        ),
        (
            "its folder and folders",
            each(&|entry| entry.name = format!("快讯/{}", entry.name))
                .with(|zip| zip.entries.insert(0, entry("快讯/", b"")))
                .and("快讯/news/", b""),
        ),
        (
            "macOS",
            honest
                .with(|zip| zip.entries.insert(0, entry("__MACOSX/", b"")))
                .and("__MACOSX/._index.html", &apple)
                .and(".DS_Store", b"\0\0\0\x01Bud1...."),
        ),
        ("another order", honest.with(|zip| zip.entries.reverse())),
        ("filled up with zeros", honest.with(|zip| zip.behind = vec![0; 9000])),
        ("a remark", honest.with(|zip| zip.remark = b"2007".to_vec())),
    ];
    for (what, zip) in packages {
        fs::write(&path, zip.bytes()).unwrap();
        let (status, said) = verify(&path);
        assert_eq!(status, 0, "{what}: {said}");
        assert_eq!(said.contains("Not compared"), what == "macOS", "{what}: {said}");
    }
}

type Forge = fn(&Path);

#[test]
fn forged_folders_are_named() {
    let folder = in_memory();
    let copy = folder.path().join("copy");
    let fresh = || {
        let _ = fs::remove_dir_all(&copy);
        fs::create_dir_all(copy.join("news")).unwrap();
        for (name, bytes) in FILES {
            fs::write(copy.join(name), bytes).unwrap();
        }
        fs::write(copy.join("manifest.sha256"), list()).unwrap();
    };
    fresh();
    fs::write(copy.join("Thumbs.db"), "").unwrap();
    fs::write(copy.join("news/.DS_Store"), "").unwrap();
    let (status, said) = verify(&copy);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("news/.DS_Store") && said.contains("Thumbs.db"), "{said}");
    let forgeries: [(&str, Forge); 8] = [
        ("altered", |copy| fs::write(copy.join("index.html"), "x").unwrap()),
        ("missing", |copy| fs::remove_file(copy.join("index.html")).unwrap()),
        ("a setting of a server", |copy| fs::write(copy.join(".htaccess"), "x").unwrap()),
        ("added", |copy| fs::write(copy.join("news/evil.html"), "x").unwrap()),
        ("a list of empty lines", |copy| {
            fs::write(copy.join("manifest.sha256"), "\n".repeat(1 << 20)).unwrap();
        }),
        ("a sparse file", |copy| {
            fs::File::create(copy.join("evil.bin")).unwrap().set_len(100 << 30).unwrap();
        }),
        ("a sparse list", |copy| {
            fs::File::create(copy.join("manifest.sha256")).unwrap().set_len(100 << 30).unwrap();
        }),
        ("a folder for a file", |copy| {
            fs::remove_file(copy.join("index.html")).unwrap();
            fs::create_dir(copy.join("index.html")).unwrap();
        }),
    ];
    for (what, forge) in forgeries {
        fresh();
        forge(&copy);
        assert_eq!(verify(&copy).0, 1, "{what}");
    }
    #[cfg(unix)]
    {
        fresh();
        fs::remove_file(copy.join("index.html")).unwrap();
        std::os::unix::fs::symlink("news/a.html", copy.join("index.html")).unwrap();
        assert_eq!(verify(&copy).0, 1);
    }
}

/// What `verify` says of a package at a bound and of one beyond it: whether it names the bound's sentence.
fn is_named(sentence: &str, packages: [Vec<u8>; 2]) -> [bool; 2] {
    let folder = in_memory();
    let path = folder.path().join("site.zip");
    packages.map(|bytes| {
        fs::write(&path, bytes).unwrap();
        let (status, said) = verify(&path);
        assert_ne!(status, 0, "{said}");
        said.contains(sentence)
    })
}

/// A package of empty files with these names.
fn of_names(names: impl Iterator<Item = String>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in names {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_package_at_a_bound_is_compared_and_one_beyond_is_refused() {
    let files = [limits::PACKAGE_FILES, limits::PACKAGE_FILES + 1];
    let packages = files.map(|count| of_names((0..count).map(|number| number.to_string())));
    assert_eq!(is_named("too many files", packages), [false, true]);
    // Each entry of the list has 46 bytes beside its name.
    let listed = [0, 1].map(|more| {
        let count = usize::try_from(limits::LIST_BYTES >> 15).unwrap();
        let names = (0..count).map(|number| {
            let length = (1 << 15) - 46 + if number == 0 { more } else { 0 };
            format!("{number:0length$}")
        });
        of_names(names)
    });
    assert_eq!(is_named("too many files", listed), [false, true]);
    let unpacked = [0, 1].map(|more| {
        let forged = |length: u64| {
            let length = u32::try_from(length).unwrap();
            honest().with(|zip| {
                zip.entries[0] = Entry { lengths: Some((8, length)), ..zip.entries[0].clone() };
                zip.entries[0].method = 8;
            })
        };
        let others: usize = honest().entries[1..].iter().map(|entry| entry.bytes.len()).sum();
        let size = forged(0).bytes().len() as u64;
        let most = limits::UNPACKED_PACKAGE + limits::UNPACKED_TIMES * size;
        forged(most - others as u64 + more).bytes()
    });
    assert_eq!(is_named("too many files", unpacked), [false, true]);
    let listed = [0, 1].map(|more| {
        let rest = usize::try_from(limits::CHECKSUM_BYTES).unwrap() - list().len() + more;
        let text = list() + &"x".repeat(rest);
        honest().with(|zip| zip.entries[3] = deflated("manifest.sha256", text.as_bytes())).bytes()
    });
    assert_eq!(is_named("cannot be read", listed), [false, true]);
    let added = [0, 1].map(|more| {
        let added = (0..limits::PROBLEMS + more).map(|number| entry(&format!("{number}"), b""));
        honest().with(|zip| zip.entries.extend(added)).bytes()
    });
    assert_eq!(is_named("more are not listed", added), [false, true]);
}
