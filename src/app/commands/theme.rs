//! `kuaixun theme`: lists the files of the theme, and copies some out to be changed.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::app::args::ThemeArgs;
use crate::app::report::language::{refused, say};
use crate::app::source_file;
use crate::base::SourcePath;
use crate::base::diagnostic::did_you_mean;
use crate::content::{Look, Tree, config, documents, read, theme};

/// Runs the command.
///
/// # Errors
/// When the theme has no such file, when the site has one already, or the machine refuses.
pub fn run(args: &ThemeArgs) -> Result<ExitCode> {
    if !args.root.is_dir() {
        bail!(refused("no-folder", &args.root));
    }
    let mut tree = Tree::default();
    let look = Look { at: [PathBuf::from(config::FILE)].into(), everywhere: false };
    read::update(&mut tree, &args.root, &look);
    let name = documents::site_config(&tree).value.theme;
    if args.files.is_empty() {
        // A reader that has gone away (`| head`) is no reason to fail.
        let _ = list(&args.root, &name);
    }
    for file in &args.files {
        copy_out(&args.root, &name, file)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Each file of the default theme, and whether the site's own theme has one instead.
fn list(root: &Path, name: &str) -> io::Result<()> {
    let mut out = anstream::stdout();
    for (file, _) in theme::files() {
        let own = format!("themes/{name}/{file}");
        if root.join(&own).exists() {
            writeln!(out, "{file}  ({own})")?;
        } else {
            writeln!(out, "{file}")?;
        }
    }
    Ok(())
}

fn copy_out(root: &Path, name: &str, file: &str) -> Result<()> {
    let Some((_, bytes)) = theme::files().find(|(path, _)| *path == file) else {
        match did_you_mean(file, theme::files().map(|(path, _)| path)) {
            Some(near) => {
                let words = [("file", file.into()), ("near", near.into())];
                bail!(say("theme-near", &words))
            }
            None => bail!(say("theme-no-file", &[("file", file.into())])),
        }
    };
    let Some(own) = SourcePath::new(&format!("themes/{name}/{file}")) else {
        bail!(say("theme-name", &[("name", name.into())]));
    };
    let target = root.join(own.as_str());
    let shown = target.display();
    if target.exists() {
        bail!(refused("new-taken", &target));
    }
    source_file::create(&target, bytes)?;
    let _ = writeln!(anstream::stdout(), "{shown}");
    Ok(())
}
