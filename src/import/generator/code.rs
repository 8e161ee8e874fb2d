//! Where code stands in a Markdown: tags in it are shown, not run.

/// The length of code between two fences, or down to the end.
pub fn fenced(text: &str) -> Option<usize> {
    let line = text.split_inclusive('\n').next().unwrap_or_default();
    let start = line.trim_start();
    let sign = start.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let length = start.len() - start.trim_start_matches(sign).len();
    if length < 3 || sign == '`' && start[length..].contains('`') {
        return None;
    }
    let is_end = |line: &str| {
        let line = line.trim();
        line.len() >= length && line.trim_matches(sign).is_empty()
    };
    let mut at = line.len();
    for inner in text[at..].split_inclusive('\n') {
        at += inner.len();
        if is_end(inner) {
            break;
        }
    }
    Some(at)
}

/// The length of code that is indented by four blanks, below an empty line and outside lists.
pub fn indented(text: &str, out: &str) -> Option<usize> {
    let is_code = |line: &str| line.starts_with("    ") || line.starts_with('\t');
    if !is_code(text) || !(out.is_empty() || out.ends_with("\n\n")) {
        return None;
    }
    let before = out.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let start = before.trim_start();
    let is_list = before.starts_with([' ', '\t'])
        || start.starts_with(['-', '*', '+', '>'])
        || start.split_once(['.', ')']).is_some_and(|(number, _)| number.parse::<u32>().is_ok());
    if is_list {
        return None;
    }
    let lines = text.split_inclusive('\n').take_while(|line| is_code(line));
    Some(lines.map(str::len).sum())
}

/// The length of a span of code that begins with so many backticks; of the backticks alone, where it never ends.
pub fn span(text: &str, run: usize) -> usize {
    let mut at = run;
    let end = text.find("\n\n").unwrap_or(text.len());
    while let Some(next) = text[at..end.max(at)].find('`') {
        let start = at + next;
        let length = text[start..].len() - text[start..].trim_start_matches('`').len();
        if length == run {
            return start + run;
        }
        at = start + length;
    }
    run
}
