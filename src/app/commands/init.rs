//! `kuaixun init`: a small site that works, to begin with.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell puts files where a person asked for them"
)]

use std::fs;
use std::io::{IsTerminal, stdin};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use include_dir::Dir;

use super::new;
use super::new::asker::Asker;
use super::starter::STARTER;
use crate::app::args::InitArgs;
use crate::app::report;
use crate::app::report::language::{refused, say};
use crate::base::OutputPath;
use crate::content::yaml::value;

/// What the starter says where a new site has its own: its title, who publishes it, and the publication's folder.
const TITLE: &str = "我的快讯";
const PUBLISHER: &str = "某某单位办公室";
const PUBLICATION: &str = "bulletins/kuaixun/";

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
    let asker = Asker { asks: stdin().is_terminal() && !args.no_input };
    let answers = Answers {
        title: asker.text(args.title.clone(), "init-title")?,
        publisher: asker.text(args.publisher.clone(), "init-publisher")?,
        publication: asker.text(args.publication.clone(), "init-publication")?,
    };
    if !answers.publication.is_empty() && !OutputPath::is_legal_part(&answers.publication) {
        bail!(say("init-bad-name", &[("name", answers.publication.into())]));
    }
    write(&STARTER, root, &answers)?;
    let first = new::first_news(root, args.today)?;
    let path = root.display().to_string();
    report::lines(&say("init-done", &[("path", path.into()), ("first", first.into())]));
    Ok(ExitCode::SUCCESS)
}

/// What is known of a new site; empty where nobody said it.
struct Answers {
    title: String,
    publisher: String,
    publication: String,
}

impl Answers {
    /// A file of the starter with its path, as this site has it.
    fn put_into(&self, path: &str, text: &str) -> (String, String) {
        let (mut path, mut text) = (path.to_owned(), text.to_owned());
        let said =
            |answer: &str| Some(value::quoted(answer.trim())).filter(|_| !answer.trim().is_empty());
        if let Some(title) = said(&self.title) {
            text = text.replace(TITLE, &title);
        }
        if let Some(publisher) = said(&self.publisher) {
            text = text.replace(PUBLISHER, &publisher);
        }
        if !self.publication.is_empty() {
            path = path.replace(PUBLICATION, &format!("bulletins/{}/", self.publication));
        }
        (path, text)
    }
}

fn write(folder: &Dir<'_>, root: &Path, answers: &Answers) -> Result<()> {
    for file in folder.files() {
        let path = file.path().to_string_lossy();
        let text = file.contents_utf8().expect("the starter is text");
        let (path, text) = answers.put_into(&path, text);
        let target = root.join(path);
        let parent = target.parent().unwrap_or(root);
        fs::create_dir_all(parent).with_context(|| refused("cannot-make", parent))?;
        fs::write(&target, text).with_context(|| refused("cannot-write", &target))?;
    }
    folder.dirs().try_for_each(|inner| write(inner, root, answers))
}
