//! Asks people, where there is a terminal.

use anyhow::Result;
use inquire::{Confirm, InquireError, Select, Text};

use crate::app::report::language::say;

/// Asks people, where there is a terminal.
pub struct Asker {
    /// Whether anybody can be asked.
    pub asks: bool,
}

impl Asker {
    /// Whether somebody agrees; `false` where nobody can be asked.
    pub fn agrees(&self, question: &str) -> bool {
        self.asks && Confirm::new(question).with_default(false).prompt().unwrap_or(false)
    }

    /// A line of text; empty where nobody can be asked.
    ///
    /// # Errors
    /// When somebody breaks off.
    pub fn text(&self, given: Option<String>, question: &str) -> Result<String> {
        match given {
            Some(given) => Ok(given),
            None if self.asks => answered(Text::new(&say(question, &[])).prompt()),
            None => Ok(String::new()),
        }
    }

    /// One of several names; empty where nobody can be asked, or nobody chooses one.
    ///
    /// # Errors
    /// When somebody breaks off.
    pub fn choice(&self, given: Option<String>, question: &str, all: &[String]) -> Result<String> {
        match given {
            Some(given) => Ok(given),
            None if self.asks && !all.is_empty() => {
                let answer = Select::new(&say(question, &[]), all.to_vec()).prompt_skippable();
                Ok(answered(answer)?.unwrap_or_default())
            }
            None => Ok(String::new()),
        }
    }
}

fn answered<T>(answer: Result<T, InquireError>) -> Result<T> {
    answer.map_err(|error| match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => {
            anyhow::anyhow!(say("new-cancelled", &[]))
        }
        other => other.into(),
    })
}
