//! Films and sound that authors put in as HTML become what `![](film.mp4)` is: a picture of the tree, whose
//! file is looked for, published and played.

use std::ops::Range;
use std::sync::LazyLock;

use comrak::nodes::{AstNode, NodeHtmlBlock, NodeLink, NodeValue, Sourcepos};
use comrak::{Arena, Node};
use regex::{Captures, Regex};

use super::pieces::dropped;
use crate::base::Diagnostic;
use crate::content::markdown::body::FoundMistake;

/// An element from its start to its end.
static ELEMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?is)<(?:video|audio)(?P<alone>\s[^>]*)/>",
        r"|<video(?P<video>\s[^>]*)?>(?P<in_video>.*?)</video\s*>",
        r"|<audio(?P<audio>\s[^>]*)?>(?P<in_audio>.*?)</audio\s*>",
    ))
    .expect("a tested pattern")
});

/// The address of the first file that is named.
static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)(?:^|\s)src\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))"#)
        .expect("a tested pattern")
});

static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<[^>]*>").expect("a tested pattern"));

/// Puts pictures of the tree in place of the elements that name a file of this site. Answers what is not kept of
/// them.
pub fn settle<'a>(arena: &'a Arena<'a>, root: Node<'a>) -> Vec<FoundMistake> {
    let mut found = Vec::new();
    for node in root.descendants().collect::<Vec<_>>() {
        let place = node.data().sourcepos;
        let literal = match &node.data().value {
            NodeValue::HtmlBlock(block) => block.literal.clone(),
            NodeValue::HtmlInline(tag) if is_start(tag) => {
                let _ = in_line(arena, node, &mut found);
                continue;
            }
            _ => continue,
        };
        if ELEMENT.is_match(&literal) {
            in_block(arena, node, &literal, place, &mut found);
        }
    }
    found
}

/// What is not kept of an element: the picture that stands there before it plays, and its subtitles.
fn lost(element: &str) -> Option<Diagnostic> {
    static LOST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i)\sposter\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)"#).expect("a tested pattern")
    });
    if element.contains("<track") {
        return Some(dropped("track"));
    }
    let poster = LOST.find(element)?.as_str().trim();
    Some(dropped("video").wording("attribute").with("attribute", poster))
}

fn is_start(tag: &str) -> bool {
    let name = tag.get(1..6).unwrap_or_default();
    ["video", "audio"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// A file that an element names.
struct File {
    url: String,
    title: String,
    /// What is said in the element, for those who cannot play it.
    said: String,
}

static TITLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?i)\stitle\s*=\s*"([^"]*)""#).expect("a tested pattern"));

/// The file that an element names, and what is said in it; `None` for a file of another site.
fn file(found: &Captures<'_>) -> Option<File> {
    let group = |names: &[&str]| {
        names.iter().find_map(|name| found.name(name)).map_or("", |group| group.as_str())
    };
    let attributes = group(&["alone", "video", "audio"]);
    let inner = group(&["in_video", "in_audio"]);
    let source = SOURCE.captures(attributes).or_else(|| SOURCE.captures(inner))?;
    let url = (1..=3).find_map(|group| source.get(group))?.as_str().trim();
    let title =
        TITLE.captures(attributes).map_or("", |title| title.get(1).map_or("", |one| one.as_str()));
    let is_own = !url.is_empty() && !url.contains("://") && !url.starts_with("//");
    let said = TAG.replace_all(inner, " ").split_whitespace().collect::<Vec<_>>().join(" ");
    is_own.then(|| File { url: url.to_owned(), title: title.to_owned(), said })
}

/// The most nodes that an element in a paragraph is made of.
const MOST: usize = 64;

/// An element in a paragraph: its tags and what stands between them are nodes.
fn in_line<'a>(
    arena: &'a Arena<'a>,
    start: Node<'a>,
    lost_ones: &mut Vec<FoundMistake>,
) -> Option<()> {
    let place = start.data().sourcepos;
    let (mut html, mut nodes) = (String::new(), Vec::new());
    for node in start.following_siblings().take(MOST) {
        nodes.push(node);
        match &node.data().value {
            NodeValue::HtmlInline(tag) => {
                html.push_str(tag);
                if tag.strip_prefix("</").is_some_and(|name| is_start(&format!("<{name}"))) {
                    break;
                }
            }
            NodeValue::SoftBreak | NodeValue::LineBreak => html.push(' '),
            _ => html.push_str(&node.collect_text()),
        }
    }
    let found = ELEMENT.captures(&html).filter(|found| found[0] == html)?;
    start.insert_before(picture(arena, file(&found)?, place));
    lost_ones.extend(lost(&html).map(|finding| (finding, place)));
    for node in nodes {
        node.detach();
    }
    Some(())
}

/// Elements in a block of HTML, which is divided around each.
fn in_block<'a>(
    arena: &'a Arena<'a>,
    node: Node<'a>,
    literal: &str,
    place: Sourcepos,
    lost_ones: &mut Vec<FoundMistake>,
) {
    let (mut done, mut line) = (0, place.start.line);
    let mut put = |end: usize, found: Option<(Range<usize>, File)>| {
        let before = &literal[done..end];
        let first = line;
        line += before.matches('\n').count();
        if !before.trim().is_empty() {
            let block = NodeHtmlBlock { literal: before.to_owned(), ..NodeHtmlBlock::default() };
            let block = arena.alloc(AstNode::from(NodeValue::HtmlBlock(block)));
            block.data_mut().sourcepos = Sourcepos::from((first, 1, line, 1));
            node.insert_before(block);
        }
        let Some((whole, file)) = found else { return };
        let at = Sourcepos::from((line, 1, line, 1));
        line += literal[whole.clone()].matches('\n').count();
        lost_ones.extend(lost(&literal[whole.clone()]).map(|finding| (finding, at)));
        let paragraph = arena.alloc(AstNode::from(NodeValue::Paragraph));
        paragraph.data_mut().sourcepos = at;
        paragraph.append(picture(arena, file, at));
        node.insert_before(paragraph);
        done = whole.end;
    };
    for found in ELEMENT.captures_iter(literal) {
        let whole = found.get(0).expect("the element").range();
        if let Some(file) = file(&found) {
            put(whole.start, Some((whole, file)));
        }
    }
    put(literal.len(), None);
    node.detach();
}

fn picture<'a>(arena: &'a Arena<'a>, file: File, place: Sourcepos) -> Node<'a> {
    let File { url, title, said } = file;
    let link = NodeLink { url, title };
    let picture = arena.alloc(AstNode::from(NodeValue::Image(Box::new(link))));
    picture.data_mut().sourcepos = place;
    if !said.is_empty() {
        let text = arena.alloc(AstNode::from(NodeValue::Text(said.into())));
        text.data_mut().sourcepos = place;
        picture.append(text);
    }
    picture
}
