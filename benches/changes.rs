//! What a change costs: an article added, edited or deleted on a generated site that was published before. Prints the wall
//! time beside the cold build's, and how many files were written and removed.
//!
//! `cargo bench --bench changes -- [--articles N]… [--runs N]`; see `just bench-changes`.

#![allow(clippy::disallowed_methods, reason = "tests and benchmarks work on the disk")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

#[allow(dead_code, reason = "each benchmark uses its own part")]
mod corpus;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use corpus::Size;

/// Edits one file of the site. It gets the newest article, one of the middle, and the number of the run.
type Change = fn(&Path, &Path, usize) -> io::Result<()>;

/// What is measured, one after the other, each on what the last one left.
const CHANGES: [(&str, Change); 6] = [
    ("nothing changed", |_, _, _| Ok(())),
    ("the newest added", |newest, _, run| copy(newest, run)),
    ("one dated in the middle added", |_, middle, run| copy(middle, run)),
    ("a title edited", |_, middle, run| edit(middle, "title: ", &format!("title: {run}"))),
    ("a body edited", |_, middle, run| edit(middle, "\n\n", &format!("\n\n{run}又加了一段。\n\n"))),
    ("one deleted", |_, middle, run| fs::remove_file(copy_of(middle, run))),
];

/// What a build said that it did.
struct Done {
    wall: Duration,
    written: usize,
    removed: usize,
}

fn main() -> io::Result<()> {
    let mut sizes = corpus::numbers("--articles");
    if sizes.is_empty() {
        sizes.push(10_000);
    }
    let runs = corpus::numbers("--runs").pop().unwrap_or(5);
    for articles in sizes {
        measure(articles, runs)?;
    }
    Ok(())
}

fn measure(articles: usize, runs: usize) -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let root = folder.path();
    corpus::write_kuaixun(root, Size::of(articles))?;
    let all = sources(&root.join("content"))?;
    let (newest, middle) = (&all[all.len() - 1], &all[all.len() / 2]);
    let mut cold = Vec::new();
    for _ in 0..runs {
        for made in ["public", "cache"].map(|name| root.join(name)) {
            if made.exists() {
                fs::remove_dir_all(made)?;
            }
        }
        cold.push(build(root)?);
    }
    let cold = median(cold);
    println!("{articles} articles, cold {:.2} s, {} files", seconds(&cold), cold.written);
    for (name, change) in CHANGES {
        let mut done = Vec::new();
        for run in 0..runs {
            change(newest, middle, run)?;
            done.push(build(root)?);
        }
        let done = median(done);
        println!(
            "  {name:<30} {:>6.2} s, {:.2} of cold, {:>5} written, {:>5} removed",
            seconds(&done),
            seconds(&done) / seconds(&cold),
            done.written,
            done.removed
        );
    }
    Ok(())
}

/// All articles, in the order of their paths, which is that of their months.
fn sources(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            all.extend(sources(&path)?);
        } else {
            all.push(path);
        }
    }
    all.sort();
    Ok(all)
}

/// Where the copy of an article is that a run makes.
fn copy_of(article: &Path, run: usize) -> PathBuf {
    let name = article.file_stem().expect("an article").to_string_lossy();
    article.with_file_name(format!("{name}-{run}.md"))
}

fn copy(article: &Path, run: usize) -> io::Result<()> {
    fs::copy(article, copy_of(article, run)).map(drop)
}

/// Replaces the first of some text in an article.
fn edit(article: &Path, from: &str, to: &str) -> io::Result<()> {
    fs::write(article, fs::read_to_string(article)?.replacen(from, to, 1))
}

/// Builds the site, and reads what the program says that it did.
fn build(root: &Path) -> io::Result<Done> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kuaixun"));
    command.args(["build", "--today", "2030-01-01", "--lang", "en", "--root"]).arg(root);
    command.env("KUAIXUN_CACHE", root.join("cache"));
    let started = Instant::now();
    let output = command.output()?;
    let wall = started.elapsed();
    assert!(output.status.success(), "the build failed");
    // `11741 pages: 2 files written, 17573 unchanged, 0 removed`
    let said = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<usize> =
        said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [_, written, _, removed, ..] = numbers[..] else { panic!("no summary: {said}") };
    Ok(Done { wall, written, removed })
}

fn median(mut done: Vec<Done>) -> Done {
    done.sort_by_key(|one| one.wall);
    let middle = done.len() / 2;
    done.swap_remove(middle)
}

fn seconds(done: &Done) -> f64 {
    done.wall.as_secs_f64()
}
