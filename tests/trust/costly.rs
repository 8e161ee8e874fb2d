//! Nobody brings a build down: files made to cost are built or refused by their names, in 2 GB of memory.
//! How long they take at their full size is `just bench-pathological`.

use std::process::Command;

use crate::support::costly::{self, Costly};
use crate::support::in_memory;

/// So much memory has the program, in kilobytes of addresses.
const MEMORY: u32 = 2_000_000;

#[test]
fn what_is_made_to_cost_is_built_or_named() {
    let all = costly::all();
    assert!(all.len() >= 110, "{}", all.len());
    let folder = in_memory();
    for Costly { name, make } in all {
        let root = folder.path().join("site");
        costly::write(make(10), &root).expect("a written site");
        let limited = format!("ulimit -v {MEMORY} && exec \"$0\" \"$@\"");
        let program = env!("CARGO_BIN_EXE_kuaixun");
        let run = Command::new("sh")
            .args(["-c", &limited, program, "build", "--quiet", "--lang", "en", "--root"])
            .arg(&root)
            .output()
            .expect("a process");
        let said = String::from_utf8_lossy(&run.stderr);
        let start: String = said.chars().take(2000).collect();
        match run.status.code() {
            Some(0) => {}
            Some(1) => assert!(
                ["content/", "data/", "static/", "kuaixun.yaml"].iter().any(|at| said.contains(at)),
                "{name}: {start}"
            ),
            other => panic!("{name}: {other:?} {start}"),
        }
        assert!(!said.contains("panicked"), "{name}: {start}");
        std::fs::remove_dir_all(&root).expect("a site that goes");
    }
}
