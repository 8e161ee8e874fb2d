//! Files made to cost, at their full size, through `kuaixun build` in 2 GB of memory: fails where one takes more
//! than two seconds, or ends the program.
//!
//! `cargo bench --bench costly -- [PART OF A NAME]`; see `just bench-pathological`.

#![allow(clippy::disallowed_methods, reason = "tests and benchmarks work on the disk")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

#[path = "../tests/support/costly.rs"]
mod costly;

use std::process::Command;
use std::time::{Duration, Instant};

use costly::Costly;

const LONGEST: Duration = Duration::from_secs(2);

fn main() -> std::io::Result<()> {
    let part = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
    let mut bad = 0;
    let all = costly::all().into_iter().filter(|one| one.name.contains(&part));
    for Costly { name, make } in all {
        let sizes = [4, 2, 1].map(|share| measure(&*make, share));
        let mut took = Vec::new();
        let mut has_ended = true;
        for size in sizes {
            let (time, is_ended) = size?;
            took.push(time);
            has_ended &= is_ended;
        }
        let is_bad = !has_ended || took[2] > LONGEST;
        bad += u32::from(is_bad);
        println!("{name:44} {took:9.1?}{}", if is_bad { "  BAD" } else { "" });
    }
    assert!(bad == 0, "{bad} inputs are bad");
    Ok(())
}

/// How long a build takes, and whether it ended by itself.
fn measure(
    make: &dyn Fn(usize) -> costly::Files,
    share: usize,
) -> std::io::Result<(Duration, bool)> {
    let folder = tempfile::tempdir()?;
    costly::write(make(share), folder.path())?;
    let program = env!("CARGO_BIN_EXE_kuaixun");
    let started = Instant::now();
    let run = Command::new("sh")
        .args(["-c", "ulimit -v 2000000 && exec \"$0\" \"$@\"", program])
        .args(["build", "--quiet", "--root"])
        .arg(folder.path())
        .output()?;
    Ok((started.elapsed(), matches!(run.status.code(), Some(0 | 1))))
}
