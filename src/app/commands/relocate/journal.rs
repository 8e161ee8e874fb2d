//! What a move does, written down before it is done: one that was interrupted is undone by the next.

#![expect(clippy::disallowed_methods, reason = "the shell moves what a person asked it to move")]

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::plan::Plan;
use crate::app::report;
use crate::app::report::language::{refused, say};
use crate::app::source_file::{self, MOVE};

/// All that a move does.
#[derive(Serialize, Deserialize)]
pub struct Journal {
    /// The present and the new path of each file.
    moves: Vec<(String, String)>,
    /// The path of each text when it is changed, and what it says before and after.
    edits: Vec<(String, String, String)>,
}

impl Journal {
    /// What a plan does.
    pub fn of(plan: &Plan) -> Self {
        let moves = plan.moves.iter().map(|(from, to)| (from.to_string(), to.to_string()));
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let edits = plan.edits.iter().map(|edit| {
            let now = plan.moves.iter().find(|(from, _)| *from == edit.path).map(|(_, to)| to);
            let path = now.unwrap_or(&edit.path).to_string();
            (path, text(&edit.before), text(&edit.after))
        });
        Self { moves: moves.collect(), edits: edits.collect() }
    }

    /// Moves files, then changes texts.
    ///
    /// # Errors
    /// What the machine refuses, with its path; something may be done then, and can be undone.
    pub fn carry_out(&self, root: &Path) -> Result<()> {
        let json = serde_json::to_string(self).context("texts")?;
        source_file::create(&root.join(MOVE), json.as_bytes())?;
        for (from, to) in &self.moves {
            let (from, to) = (root.join(from), root.join(to));
            let folder = to.parent().unwrap_or(root);
            fs::create_dir_all(folder).with_context(|| refused("cannot-make", folder))?;
            fs::rename(&from, &to).with_context(|| refused("cannot-write", &from))?;
        }
        for (path, before, after) in &self.edits {
            source_file::replace(&root.join(path), before.as_bytes(), after.as_bytes())?;
        }
        self.moves.iter().for_each(|(from, _)| clear(&root.join(from)));
        Ok(())
    }

    /// Makes all as it was, however much was done.
    ///
    /// # Errors
    /// What the machine refuses, with its path.
    pub fn undo(&self, root: &Path) -> Result<()> {
        for (path, before, after) in self.edits.iter().rev() {
            let file = root.join(path);
            if fs::read(&file).is_ok_and(|now| now == after.as_bytes()) {
                source_file::replace(&file, after.as_bytes(), before.as_bytes())?;
            }
        }
        for (from, to) in self.moves.iter().rev() {
            let (from, to) = (root.join(from), root.join(to));
            if to.exists() && !from.exists() {
                let folder = from.parent().unwrap_or(root);
                fs::create_dir_all(folder).with_context(|| refused("cannot-make", folder))?;
                fs::rename(&to, &from).with_context(|| refused("cannot-write", &to))?;
            }
            clear(&to);
        }
        Ok(())
    }

    /// Undoes a move that was interrupted.
    ///
    /// # Errors
    /// What the machine refuses, with its path.
    pub fn recover(root: &Path) -> Result<()> {
        let file = root.join(MOVE);
        let Ok(bytes) = fs::read(&file) else { return Ok(()) };
        // One that is not whole was written before anything was done.
        if let Ok(journal) = serde_json::from_slice::<Self>(&bytes) {
            journal.undo(root)?;
            report::note(&say("relocate-recovered", &[]));
        }
        Self::close(root)
    }

    /// Nothing is under way any more.
    ///
    /// # Errors
    /// What the machine refuses, with its path.
    pub fn close(root: &Path) -> Result<()> {
        let file: PathBuf = root.join(MOVE);
        if file.exists() {
            fs::remove_file(&file).with_context(|| refused("cannot-remove", &file))?;
        }
        Ok(())
    }
}

/// Removes the folder of a file that is gone, and those above it, as far as they are empty.
fn clear(file: &Path) {
    for folder in file.ancestors().skip(1) {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}
