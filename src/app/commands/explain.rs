//! `kuaixun explain`: the page of the manual on a message.

use std::process::ExitCode;

use anyhow::{Result, bail};
use include_dir::{Dir, include_dir};

use crate::app::args::ExplainArgs;
use crate::app::report;
use crate::app::report::language::{Language, say, spoken};
use crate::base::diagnostic::did_you_mean;

static CHINESE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/docs/zh-CN/messages");
static ENGLISH: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/docs/en/messages");

/// Runs the command.
///
/// # Errors
/// When there is no such code.
pub fn run(args: &ExplainArgs) -> Result<ExitCode> {
    let folder = match spoken() {
        Language::Zh => &CHINESE,
        Language::En => &ENGLISH,
    };
    let Some(code) = &args.code else {
        report::lines(&say("explain-codes", &[]));
        for file in folder.files() {
            let title =
                file.contents_utf8().and_then(|text| text.lines().next()).unwrap_or_default();
            report::lines(title.trim_start_matches("# "));
        }
        return Ok(ExitCode::SUCCESS);
    };
    let Some(page) = folder.get_file(format!("{code}.md")) else {
        let names = folder.files().filter_map(|file| file.path().file_stem()?.to_str());
        let near = did_you_mean(code, names);
        let hint = near.map(|near| say("did-you-mean", &[("near", near.into())]));
        let said = say("explain-unknown", &[("code", code.as_str().into())]);
        bail!(hint.map_or_else(|| said.clone(), |hint| format!("{said} ({hint})")));
    };
    report::lines(page.contents_utf8().unwrap_or_default().trim_end());
    Ok(ExitCode::SUCCESS)
}
