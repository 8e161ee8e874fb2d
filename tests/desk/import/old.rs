//! Files of Word 97 to 2003: the drawn ones, as `LibreOffice` writes them in the old form.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use docx_rs::{Docx, Paragraph, Run};
use kuaixun::import::article::{self, Given};
use kuaixun::import::found::Found;
use kuaixun::import::roles::{self, Names};
use kuaixun::import::word97;

use super::drawn::{Drawn, HABITS, UNITS};
use super::word::{PIXEL, hide, secret, shows_all};

fn read(bytes: &[u8]) -> Found {
    let names = UNITS.map(str::to_owned);
    roles::assign(word97::read(bytes).expect("a Word file"), &Names(&names))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/desk/import/old")
}

/// Checks that a file shows nothing that was hidden in it.
fn hides_all(bytes: &[u8]) {
    let found = read(bytes);
    let told: Vec<&str> = found
        .remarks
        .iter()
        .filter(|one| one.name == "import-left-out")
        .map(|one| one.args[0].1.as_str())
        .collect();
    for kind in ["hidden", "deleted", "comment", "properties", "margin"] {
        assert!(told.contains(&kind), "{kind} is not told: {told:?}");
    }
    let article = article::compose(found, "a", "a.doc", "0", &Given::default());
    assert!(article.text.contains("可见。"), "{}", article.text);
    // LibreOffice keeps no mark of the row that is deleted: its words are shown there, too.
    for kind in (1..=18).filter(|kind| *kind != 8) {
        assert!(!article.text.contains(&secret(kind)), "{kind}\n{}", article.text);
    }
}

#[test]
fn files_of_each_habit_keep_all_that_readers_saw() {
    for seed in 0..HABITS.len() as u64 {
        let bytes = fs::read(folder().join(format!("{seed}.doc"))).expect("a file");
        shows_all(read(&bytes), &Drawn::of(seed), seed);
    }
}

#[test]
fn nothing_hidden_gets_out() {
    hides_all(&fs::read(folder().join("hidden.doc")).expect("a file"));
}

/// A file that was cut, or whose bytes were changed, is refused or read, and never more than that.
#[test]
fn damaged_files_do_no_harm() {
    let whole = fs::read(folder().join("4.doc")).expect("a file");
    let mut random = fastrand::Rng::with_seed(1);
    for _ in 0..400 {
        let mut bytes = whole.clone();
        for _ in 0..random.usize(1..40) {
            let at = random.usize(512..bytes.len());
            bytes[at] = random.u8(..);
        }
        if random.bool() {
            bytes.truncate(random.usize(..bytes.len()));
        }
        if let Ok(text) = word97::read(&bytes) {
            let found = roles::assign(text, &Names(&[]));
            article::compose(found, "a", "a.doc", "0", &Given::default());
        }
    }
}

/// All drawn files, converted by `LibreOffice`. With `UPDATE_GOLDEN` those of the other tests are written.
#[test]
#[ignore = "needs LibreOffice"]
fn all_drawn_files() {
    let temporary = tempfile::tempdir().expect("a folder");
    let root = temporary.path();
    let write = |name: &str, seed: u64, change: &dyn Fn(Docx) -> Docx| {
        fs::write(root.join(format!("{name}.docx")), Drawn::of(seed).file(PIXEL, change))
            .expect("a file");
    };
    for seed in 0..140 {
        write(&seed.to_string(), seed, &|docx| docx);
    }
    write("hidden", 3, &|docx| {
        hide(docx).add_paragraph(Paragraph::new().add_run(Run::new().add_text("可见。")))
    });
    let files = fs::read_dir(root).expect("a folder").map(|file| file.expect("a file").path());
    let status = Command::new("soffice")
        .args(["--headless", "--convert-to", "doc", "--outdir"])
        .arg(root)
        .args(files)
        .env("HOME", root)
        .status();
    assert!(status.expect("LibreOffice").success());
    let bytes = |name: &str| fs::read(root.join(format!("{name}.doc"))).expect("a file");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        for name in (0..HABITS.len()).map(|seed| seed.to_string()).chain(["hidden".to_owned()]) {
            fs::create_dir_all(folder()).expect("a folder");
            fs::write(folder().join(format!("{name}.doc")), bytes(&name)).expect("a file");
        }
    }
    hides_all(&bytes("hidden"));
    for seed in 0..140 {
        shows_all(read(&bytes(&seed.to_string())), &Drawn::of(seed), seed);
    }
}
