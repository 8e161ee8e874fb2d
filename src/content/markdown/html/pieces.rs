//! A fragment of HTML, piece by piece: tags, text, and what goes.

use std::sync::LazyLock;

use regex::Regex;

use super::elements::{DROPPED, KEPT, SILENT, WHOLE};
use crate::base::{Diagnostic, han, limits};

/// A tag, as `CommonMark` defines it (6.6).
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^</?[A-Za-z][A-Za-z0-9-]*",
        r#"(?:\s+[A-Za-z_:][A-Za-z0-9_.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*/?>"#
    ))
    .expect("a tested pattern")
});

/// A tag of a namespace of Office, and a condition for old browsers: Word puts them into what it copies, and
/// they show nothing.
pub static OF_WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)</?(?:o|w|v|m|x|st[0-9]|u[0-9]):[a-z][^<>]*>|<!\[(?:if [^\]<>]*|endif)\]>")
        .expect("a tested pattern")
});

/// All tags of a text.
static TAGS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<[^>]*>").expect("a tested pattern"));

/// What a tag or a piece of a block becomes.
pub enum Piece<'t> {
    /// A tag that is kept.
    Tag { name: String, is_end: bool },
    /// It stays, and is text.
    Text(&'t str),
    /// It is shown as it was typed.
    Shown,
    /// It has no end, and is shown as it was typed.
    Unclosed,
    /// It goes.
    Gone(Option<Diagnostic>),
}

/// The first piece of a fragment: its length in bytes, and what becomes of it.
pub fn piece(html: &str) -> (usize, Piece<'_>) {
    if !html.starts_with('<') {
        let end = html.find('<').unwrap_or(html.len());
        return (end, Piece::Text(&html[..end]));
    }
    if html.starts_with("<!--") {
        return match html.find("-->") {
            Some(end) => (end + 3, Piece::Gone(None)),
            None => (html.len(), Piece::Unclosed),
        };
    }
    for (start, end) in [("<?", "?>"), ("<!DOCTYPE", ">"), ("<!doctype", ">")] {
        if let Some(length) = html.strip_prefix(start).and_then(|rest| rest.find(end)) {
            let length = start.len() + length + end.len();
            let line = html[length..].lines().next().unwrap_or_default();
            // One of a program, or one that a sentence speaks of.
            let is_shown = html.starts_with("<?php") || line.contains(han::is_han);
            return (length, if is_shown { Piece::Shown } else { Piece::Gone(None) });
        }
    }
    if let Some(length) = html.strip_prefix("<![CDATA[").and_then(|rest| rest.find("]]>")) {
        return ("<![CDATA[".len() + length + "]]>".len(), Piece::Shown);
    }
    // Only here, since a search to the end for each piece would take the square of the time.
    let end = html.bytes().take(1 << 14).position(|byte| byte == b'>').map_or(0, |end| end + 1);
    if let Some(tag) = OF_WORD.find(&html[..end]).filter(|tag| tag.start() == 0) {
        return (tag.end(), Piece::Gone(None));
    }
    let Some((tag, is_end, name)) = tag(html) else {
        // No tag. What looks like one goes on to the end of its line at most.
        let line = html.lines().next().unwrap_or(html);
        let is_like = html[1..]
            .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        return match line.find('>') {
            Some(end) if is_like && !line[..end].contains('=') => (end + 1, Piece::Shown),
            _ if is_like => (line.len(), Piece::Unclosed),
            _ => (1, Piece::Text("&lt;")),
        };
    };
    let length = tag.len();
    if attributes(tag) > limits::TAG_ATTRIBUTES {
        return (length, Piece::Shown);
    }
    if WHOLE.contains(&name.as_str()) && !is_end {
        return whole(html, length, &name);
    }
    match name.as_str() {
        "input" if !html[..length].to_ascii_lowercase().contains("checkbox") => {
            (length, Piece::Gone(Some(dropped("input"))))
        }
        name if KEPT.contains(&name) => (length, Piece::Tag { name: name.to_owned(), is_end }),
        name if SILENT.contains(&name)
            || is_end && (DROPPED.contains(&name) || WHOLE.contains(&name)) =>
        {
            (length, Piece::Gone(None))
        }
        name if DROPPED.contains(&name) => (length, Piece::Gone(Some(dropped(name)))),
        _ => (length, Piece::Shown),
    }
}

/// How many attributes a tag has: its words, but for those in quotes.
fn attributes(tag: &str) -> usize {
    let (mut quote, mut count, mut is_blank) = (None, 0, false);
    for byte in tag.bytes() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, _) => {
                count += usize::from(is_blank && !byte.is_ascii_whitespace());
                is_blank = byte.is_ascii_whitespace();
            }
        }
    }
    count
}

/// An element that goes with its content; one without an end is shown as it was typed.
fn whole<'t>(html: &'t str, tag: usize, name: &str) -> (usize, Piece<'t>) {
    let rest = &html[tag..];
    let is_end = |at: &usize| is_end_of(&rest[*at..], name);
    let end = rest.match_indices("</").map(|(at, _)| at).find(is_end);
    let length = end.and_then(|at| Some(at + TAG.find(&rest[at..])?.end()));
    match length {
        Some(length) => {
            let text = TAGS.replace_all(&html[tag..tag + length], "");
            let is_said = !matches!(name, "script" | "style") && !text.trim().is_empty();
            let finding = dropped(name).wording(if is_said { "whole" } else { "" });
            (tag + length, Piece::Gone(Some(finding)))
        }
        // The end of an element of another language may stand in another node.
        None if DROPPED.contains(&name) => (tag, Piece::Gone(Some(dropped(name)))),
        None => (tag, Piece::Shown),
    }
}

/// The finding for an element that goes, or for what goes of it.
pub fn dropped(name: &str) -> Diagnostic {
    Diagnostic::warning("html-dropped").with("name", name)
}

/// Whether a tag is of an element of HTML.
pub fn is_element(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']).to_ascii_lowercase();
    let name = name.split([' ', '>', '/', '\n']).next().unwrap_or_default();
    KEPT.contains(&name) || DROPPED.contains(&name) || WHOLE.contains(&name)
}

/// Whether a tag begins an element of this name.
pub fn is_start(html: &str, name: &str) -> bool {
    named(html).is_some_and(|(is_end, found)| !is_end && found == name)
}

/// Whether a tag ends an element of this name.
pub fn is_end_of(html: &str, name: &str) -> bool {
    named(html).is_some_and(|(is_end, found)| is_end && found == name)
}

/// The tag with which a text begins, whether it ends an element, and the element's name in small letters.
/// Groups of the pattern would say as much, in many times the time where a tag is long.
fn tag(html: &str) -> Option<(&str, bool, String)> {
    let tag = TAG.find(html)?.as_str();
    let (is_end, rest) = match tag[1..].strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, &tag[1..]),
    };
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let name = &rest[..rest.find(|c| !is_of_name(c)).unwrap_or(rest.len())];
    Some((tag, is_end, name.to_ascii_lowercase()))
}

/// Whether a tag is an end tag, and its element's name in small letters.
fn named(html: &str) -> Option<(bool, String)> {
    tag(html).map(|(_, is_end, name)| (is_end, name))
}
