//! `kuaixun theme`: lists the files of the theme, and copies some out to be changed.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::app::args::{SiteArgs, ThemeArgs};
use crate::app::report;
use crate::app::report::language::{refused, say};
use crate::app::session::Session;
use crate::app::source_file;
use crate::base::diagnostic::did_you_mean;
use crate::base::{Diagnostic, SourcePath};
use crate::content::{Look, Show, Tree, config, documents, read, theme};

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
    if let Some(file) = &args.preview {
        return preview(args, file);
    }
    if args.files.is_empty() {
        // A reader that has gone away (`| head`) is no reason to fail.
        let _ = list(&args.root, &name);
    }
    for file in &args.files {
        copy_out(&args.root, &name, file)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What only pages of this program have.
const MARK: &[u8] = b"<meta name=\"generator\" content=\"kuaixun";

/// Writes the page that shows all parts of pages.
fn preview(args: &ThemeArgs, file: &Path) -> Result<ExitCode> {
    let site = SiteArgs {
        root: args.root.clone(),
        base_url: None,
        audience: None,
        editions: None,
        today: None,
        jobs: None,
    };
    let compiled = Session::open_whole(site.of_site(Show::default())?)?.compile();
    let made = compiled.value.map(|site| site.preview());
    let mut findings = compiled.diagnostics;
    findings.retain(Diagnostic::is_error);
    match made {
        Some(Ok(bytes)) if findings.is_empty() => {
            let is_ours = |before: &[u8]| before.windows(MARK.len()).any(|part| part == MARK);
            if !source_file::put(file, &bytes, is_ours)? {
                bail!(refused("new-taken", file));
            }
            let _ = writeln!(anstream::stdout(), "{}", file.display());
            Ok(ExitCode::SUCCESS)
        }
        made => {
            findings.extend(made.and_then(Result::err));
            report::findings(&findings, &args.root);
            Ok(ExitCode::FAILURE)
        }
    }
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
