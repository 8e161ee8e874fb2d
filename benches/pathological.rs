//! Texts made to cost, at 50, 100 and 200 KB, through everything `kuaixun check` and `fix` do with an
//! article; fails where each doubling takes more than 2.5 times as long, or 200 KB more than a second.
//!
//! `cargo bench --bench pathological -- [PART OF A NAME]`; see `just bench-pathological`.

#![allow(clippy::disallowed_methods, reason = "tests and benchmarks work on the disk")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

#[path = "../tests/support/pathological.rs"]
mod pathological;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use kuaixun::app::session::{Options, Session};
use kuaixun::base::SourcePath;
use kuaixun::content::fix;
use pathological::KINDS;

/// What is shorter than this is not compared: the clock and other programs would be measured.
const SHORT: Duration = Duration::from_millis(20);

fn main() -> std::io::Result<()> {
    let part = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
    let mut slow = 0;
    for (name, make) in KINDS.iter().filter(|(name, _)| name.contains(&part)) {
        let mut took = Vec::new();
        for size in [50_000, 100_000, 200_000] {
            took.push(measure(&make(size))?);
        }
        // What outgrows a cache takes longer at one doubling, what is quadratic at each.
        let grew =
            |pair: &[Duration]| pair[1] > SHORT && pair[1] > pair[0].max(SHORT / 4).mul_f64(2.5);
        let grows = took.windows(2).all(grew);
        let is_slow = grows || took[2] > Duration::from_secs(1);
        slow += u32::from(is_slow);
        println!("{name:28} {took:9.1?}{}", if is_slow { "  SLOW" } else { "" });
    }
    assert!(slow == 0, "{slow} kinds are slow");
    Ok(())
}

/// The shortest of three.
fn measure(text: &str) -> std::io::Result<Duration> {
    let folder = tempfile::tempdir()?;
    let text = format!("---\ntitle: 题目\ndate: 2007-03-05\n---\n\n{text}\n");
    std::fs::create_dir_all(folder.path().join("content/news"))?;
    std::fs::write(folder.path().join("kuaixun.yaml"), "title: 快讯\n")?;
    std::fs::write(folder.path().join("content/news/a.md"), &text)?;
    let path = SourcePath::new("content/news/a.md").expect("a path");
    let once = || {
        let options =
            Options { root: folder.path().to_path_buf(), proof: true, ..Options::default() };
        let mut session = Session::open(options);
        let started = Instant::now();
        drop(session.compile());
        fix::fix(&path, text.as_bytes(), &BTreeMap::new());
        started.elapsed()
    };
    Ok((0..3).map(|_| once()).min().expect("three"))
}
