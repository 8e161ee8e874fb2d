//! Reads YAML as people write it: key by key, mended where it is loosely written, with a finding
//! and its place for everything that cannot be read.
//!
//! [`fields`] reads front matter, `kuaixun.yaml` and the registry; [`keys`] lists the known keys.

pub mod fields;
pub mod keys;
pub mod mend;
pub mod places;
mod plain;
mod slips;
pub mod value;

use crate::base::{Diagnostic, limits};

/// Whether lists and mappings of a text are few enough inside one another. All brackets count, also
/// those in quotes.
///
/// # Errors
/// A finding without a place when they are not.
pub fn within_limits(yaml: &str) -> Result<(), Diagnostic> {
    let mut open = 0_usize;
    let is_deep = yaml.lines().any(|line| {
        let signs = line.split_whitespace().take_while(|sign| matches!(*sign, "-" | "?" | ":"));
        let mut deepest = open.max(signs.count());
        for byte in line.bytes() {
            match byte {
                b'[' | b'{' => open += 1,
                b']' | b'}' => open = open.saturating_sub(1),
                _ => {}
            }
            deepest = deepest.max(open);
        }
        deepest > limits::YAML_LEVELS
    });
    let finding = || Diagnostic::error("beyond-limits").wording("yaml");
    if is_deep { Err(finding().with("most", limits::YAML_LEVELS)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_deep_is_refused_before_it_is_parsed() {
        let flow = |depth: usize| format!("a: {}{}", "[".repeat(depth), "]".repeat(depth));
        let items = |depth: usize| format!("{}a", "- ".repeat(depth));
        for make in [&flow as &dyn Fn(usize) -> String, &items] {
            assert!(within_limits(&make(limits::YAML_LEVELS)).is_ok());
            assert!(within_limits(&make(limits::YAML_LEVELS + 1)).is_err());
        }
        assert!(within_limits(&"a: [b]\n".repeat(100)).is_ok());
    }
}
