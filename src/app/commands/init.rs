//! `kuaixun init`: a small site that works, to begin with.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell puts files where a person asked for them"
)]

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use include_dir::Dir;

use super::new;
use super::starter::STARTER;
use crate::app::args::InitArgs;
use crate::app::report;
use crate::app::report::language::{refused, say};

/// Runs the command.
///
/// # Errors
/// When the folder has something in it, or the machine refuses.
pub fn run(args: &InitArgs) -> Result<ExitCode> {
    let root = &args.folder;
    let is_free = match fs::read_dir(root) {
        Ok(mut entries) => entries.next().is_none(),
        Err(_) => !root.exists(),
    };
    if !is_free {
        bail!(say("init-taken", &[("path", root.display().to_string().into())]));
    }
    write(&STARTER, root)?;
    let first = new::first_news(root, args.today)?;
    let path = root.display().to_string();
    report::lines(&say("init-done", &[("path", path.into()), ("first", first.into())]));
    Ok(ExitCode::SUCCESS)
}

fn write(folder: &Dir<'_>, root: &Path) -> Result<()> {
    for file in folder.files() {
        let target = root.join(file.path());
        let parent = target.parent().unwrap_or(root);
        fs::create_dir_all(parent).with_context(|| refused("cannot-make", parent))?;
        fs::write(&target, file.contents()).with_context(|| refused("cannot-write", &target))?;
    }
    folder.dirs().try_for_each(|inner| write(inner, root))
}
