//! Bare addresses in texts become links, as in GFM (6.9, autolinks), but they end where Chinese text
//! goes on: the parser's own way would take all of the line after an address into it, unread.

use std::ops::Range;
use std::sync::LazyLock;

use comrak::nodes::{AstNode, NodeLink, NodeValue, Sourcepos};
use comrak::{Arena, Node};
use regex::Regex;

use crate::base::han;

/// Where an address may begin.
static START: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)https?://|ftp://|www\.|(?:mailto:)?[a-z0-9._+-]+@[a-z0-9-]")
        .expect("a tested pattern")
});

/// Whether there may be an address in a text: a glance.
pub fn may_be(text: &str) -> bool {
    // Most texts have no such sign at all.
    text.contains('@')
        || text.contains('/') && text.contains("://")
        || text.contains('.') && ["www.", "WWW.", "Www."].iter().any(|start| text.contains(start))
}

/// Makes links of the addresses in all texts that are in no link.
pub fn link<'a>(arena: &'a Arena<'a>, root: Node<'a>) {
    let mut texts = Vec::new();
    collect(root, &mut texts);
    for text in texts {
        split(arena, text);
    }
}

/// The texts that may have an address and are in no link.
fn collect<'a>(node: Node<'a>, texts: &mut Vec<Node<'a>>) {
    for child in node.children() {
        match &child.data().value {
            NodeValue::Link(_) | NodeValue::Image(_) => {}
            NodeValue::Text(text) => {
                if may_be(text) {
                    texts.push(child);
                }
            }
            _ => collect(child, texts),
        }
    }
}

fn split<'a>(arena: &'a Arena<'a>, node: Node<'a>) {
    let (text, place) = match &node.data().value {
        NodeValue::Text(text) => (text.to_string(), node.data().sourcepos),
        _ => return,
    };
    let mut addresses = Vec::new();
    let mut from = 0;
    while let Some(found) = START.find_at(&text, from) {
        let Some(length) = length(&text, found.start()) else {
            from = found.end();
            continue;
        };
        from = found.start() + length;
        addresses.push(found.start()..from);
    }
    if addresses.is_empty() {
        return;
    }
    let alloc = |value, range: &Range<usize>| {
        let new = arena.alloc(AstNode::from(value));
        new.data_mut().sourcepos = part(place, range);
        new
    };
    let put = |range: Range<usize>, into: &dyn Fn(Node<'a>)| {
        if !range.is_empty() {
            into(alloc(NodeValue::Text(text[range.clone()].to_owned().into()), &range));
        }
    };
    let before = |new: Node<'a>| node.insert_before(new);
    let mut done = 0;
    for address in addresses {
        put(done..address.start, &before);
        let shown = &text[address.clone()];
        let url = match shown {
            _ if shown.contains("://") || shown.starts_with("mailto:") => shown.to_owned(),
            _ if is_www(shown) => format!("http://{shown}"),
            _ => format!("mailto:{shown}"),
        };
        let link = NodeLink { url, title: String::new() };
        let link = alloc(NodeValue::Link(Box::new(link)), &address);
        done = address.end;
        put(address, &|new| link.append(new));
        node.insert_before(link);
    }
    put(done..text.len(), &before);
    node.detach();
}

fn is_www(address: &str) -> bool {
    address.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."))
}

/// A part of a text on one line.
fn part(whole: Sourcepos, range: &Range<usize>) -> Sourcepos {
    let column = whole.start.column;
    let line = whole.start.line;
    (line, column + range.start, line, column + range.end.max(range.start + 1) - 1).into()
}

/// How long the address is that begins at a byte of a text, in bytes; `None` when there is none.
fn length(text: &str, start: usize) -> Option<usize> {
    let address = &text[start..];
    let before = text[..start].chars().next_back();
    let starts = |scheme: &&&str| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    let scheme = ["https://", "http://", "ftp://"].iter().find(starts);
    let is_part = before.is_some_and(|c| match scheme {
        // Letters before it would make another scheme.
        Some(_) => c.is_ascii_alphabetic(),
        None => c.is_ascii_alphanumeric() || matches!(c, '/' | '@' | '.' | '_' | '-' | '+'),
    });
    if is_part {
        return None;
    }
    if scheme.is_none() && !is_www(address) {
        return mail(address);
    }
    let host_start = scheme.map_or("www.".len(), |scheme| scheme.len());
    let host = host(&address[host_start..]);
    if !is_domain(host, scheme.is_some()) {
        return None;
    }
    let host_end = host_start + host.len();
    let path = &address[host_end..];
    let rest = path.split(ends).next().unwrap_or_default();
    let rest = &rest[..unopened(rest).unwrap_or(rest.len())];
    if rest.starts_with(|c: char| !c.is_ascii()) {
        // What follows a name in Chinese letters belongs to the sentence. But a domain may have such a
        // name, too: it is not followed, and stays as it is.
        let is_name = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().contains('.');
        return (!is_name).then_some(host_end);
    }
    Some(trimmed(&address[..host_end + rest.len()]).len().max(host_end))
}

/// What may be a domain at the start of a text: at most 253 bytes (RFC 1035, 2.3.4).
fn host(text: &str) -> &str {
    let is_host = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    let length = text.bytes().take(253).take_while(|b| is_host(b)).count();
    text[..length].trim_end_matches(['.', '-', '_'])
}

/// Whether a character ends an address wherever it stands.
fn ends(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '<' | '>' | '"' | '`' | '|' | '\u{200b}')
        || han::is_wide_punctuation(c)
        || han::is_shared_punctuation(c)
}

/// Where a bracket closes that was opened before the address, and text goes on behind it: the address ends
/// there.
fn unopened(path: &str) -> Option<usize> {
    let mut open = 0_usize;
    path.char_indices().find_map(|(at, c)| {
        match c {
            '(' | '[' => open += 1,
            ')' | ']' if open == 0 => return Some(at),
            ')' | ']' => open -= 1,
            _ => {}
        }
        None
    })
}

/// An address without the marks of the sentence around it (GFM 6.9, extended path validation).
fn trimmed(address: &str) -> &str {
    const PAIRS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];
    let count = |c: char| address.matches(c).count();
    // How many of each closing bracket have no opening one.
    let mut extra = PAIRS.map(|(open, close)| count(close).saturating_sub(count(open)));
    let mut end = address.len();
    while let Some(last) = address[..end].chars().next_back() {
        let pair = PAIRS.iter().position(|(_, close)| *close == last);
        let is_mark =
            matches!(last, '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '\\' | ';');
        match pair {
            Some(pair) if extra[pair] > 0 => extra[pair] -= 1,
            None if is_mark => {}
            _ => break,
        }
        end -= last.len_utf8();
    }
    &address[..end]
}

/// Whether a text is a domain (GFM 6.9, valid domain); a scheme before it allows `localhost`.
fn is_domain(host: &str, has_scheme: bool) -> bool {
    let parts: Vec<&str> = host.split('.').collect();
    let is_part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    let named = parts.iter().rev().take(2).all(|part| !part.contains('_'));
    parts.iter().all(|part| is_part(part)) && named && (has_scheme || parts.len() > 1)
}

/// How long a mail address is; `None` when there is none.
fn mail(address: &str) -> Option<usize> {
    let at = address.find('@')?;
    let domain = host(&address[at + 1..]);
    let is_real = domain.contains('.')
        && is_domain(domain, false)
        && domain.ends_with(|c: char| c.is_ascii_alphabetic())
        && !address[at + 1 + domain.len()..].starts_with('@');
    is_real.then_some(at + 1 + domain.len())
}
