//! What the statistics of a year cost: a ledger of two rows for each article, half of them of articles, and `kuaixun stats`
//! beside `kuaixun list`, which reads the same site and counts nothing.
//!
//! `cargo bench --bench statistics -- [--articles N]… [--runs N]`; see `just bench-statistics`.

#![allow(clippy::disallowed_methods, reason = "tests and benchmarks work on the disk")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

#[allow(dead_code, reason = "each benchmark uses its own part")]
mod corpus;

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use corpus::Size;

fn main() -> io::Result<()> {
    let mut sizes = corpus::numbers("--articles");
    if sizes.is_empty() {
        sizes.push(10_000);
    }
    let runs = corpus::numbers("--runs").pop().unwrap_or(3);
    for articles in sizes {
        let site = tempfile::tempdir()?;
        write(site.path(), Size::of(articles))?;
        let (mut listed, mut counted) = (Duration::MAX, Duration::MAX);
        for _ in 0..runs {
            listed = listed.min(run(site.path(), &["list", "issues"])?);
            counted = counted.min(run(site.path(), &["stats", "2022"])?);
        }
        let (listed, counted) = (listed.as_secs_f64(), counted.as_secs_f64());
        println!("{articles} articles and {} rows of a ledger", articles * 2);
        println!(
            "  list  {listed:>7.2} s\n  stats {counted:>7.2} s   {:.2} times",
            counted / listed
        );
        println!("  the statistics {:>7.2} s", counted - listed);
    }
    Ok(())
}

/// Writes a site with points, and a ledger.
fn write(folder: &Path, size: Size) -> io::Result<()> {
    corpus::write_kuaixun(folder, size)?;
    let config = folder.join("kuaixun.yaml");
    let rules = "statistics: {points: {市级: 10, 其他: 5}, quota: {其他: 8/月}}\n";
    fs::write(&config, fs::read_to_string(&config)? + rules)?;
    let mut ledger = "日期,单位,标题,结果,级别\n".to_owned();
    for article in corpus::articles(size) {
        let ((year, month), day) = (article.issue, article.day);
        let row = format!("{year}-{month:02}-{day:02},{}", article.unit);
        let _ = writeln!(ledger, "{row},{},采用,", article.title);
        let _ = writeln!(ledger, "{row},另一篇（{}）,未采用,", article.number);
    }
    fs::write(folder.join("data/submissions.csv"), ledger)
}

fn run(folder: &Path, arguments: &[&str]) -> io::Result<Duration> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kuaixun"));
    command.args(arguments).args(["--today", "2030-01-01", "--root"]).arg(folder);
    let started = Instant::now();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    assert!(status.success(), "{arguments:?} failed");
    Ok(started.elapsed())
}
