//! Where the text of a page is: between the marks of the system that made it, or where a reader's eye would go.

use std::sync::LazyLock;

use dom_smoothie::Readability;

use regex::Regex;

use crate::base::tree::{self, Element, Node};

/// Levels of elements of a page that are read.
pub const DEEPEST: usize = 128;
/// The shortest text that a mark may be around, in characters: a search box has marks, too.
const SHORTEST: usize = 20;

/// Comments around the text: 大汉 (jcms) and others. There may be several pairs.
static COMMENTS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    let pair = |start: &str, end: &str| {
        let comment = |text| format!(r"<!--\s*{}\s*-->", regex::escape(text));
        Regex::new(&format!("(?s){}(.*?){}", comment(start), comment(end)))
            .expect("a tested pattern")
    };
    [
        pair("ZJEG_RSS.content.begin", "ZJEG_RSS.content.end"),
        pair("<$[信息内容]>begin", "<$[信息内容]>end"),
        pair("正文开始", "正文结束"),
        pair("正文内容", "正文内容结束"),
    ]
});

/// Elements that hold the text: their classes and ids, the surest first. TRS, 大汉, 帝国, 织梦, `WordPress` and others,
/// and pages of this program.
const PLACES: [&str; 13] = [
    // One of these may stand inside another.
    ".TRS_Editor,.trs_editor_view,.TRS_UEDITOR,#zoom,#Zoom,#UCAP-CONTENT",
    ".prose",
    ".article-content",
    ".article_content",
    "#newstext",
    "#contentText",
    "#ContentBody",
    ".entry-content",
    ".post-content",
    ".post-body",
    "#text",
    ".viewbox .content",
    "#artibody",
];

/// The text of a page, if something marks it.
pub fn marked(html: &str) -> Option<Vec<Node>> {
    for pattern in COMMENTS.iter() {
        let parts = pattern.captures_iter(html);
        let body: Vec<Node> = parts.flat_map(|part| tree::parse(&part[1], DEEPEST)).collect();
        if is_text(&body) {
            return Some(body);
        }
    }
    let nodes = tree::parse(html, DEEPEST);
    PLACES.iter().find_map(|place| {
        let steps: Vec<&str> = place.split(' ').collect();
        let mut found = Vec::new();
        all(&nodes, &steps, &mut found);
        let body: Vec<Node> = found.into_iter().flat_map(|one| one.children.clone()).collect();
        is_text(&body).then_some(body)
    })
}

/// Whether there is enough for an article.
fn is_text(nodes: &[Node]) -> bool {
    let length = tree::text(nodes).chars().filter(|c| !c.is_whitespace()).count();
    length >= SHORTEST || first(nodes, &|one| one.name == "img").is_some()
}

/// The outermost elements that a path of selectors means; several may be meant by one step.
fn all<'a>(nodes: &'a [Node], steps: &[&str], into: &mut Vec<&'a Element>) {
    let Some((step, rest)) = steps.split_first() else { return };
    for node in nodes {
        let Node::Element(one) = node else { continue };
        match (step.split(',').any(|selector| is(one, selector)), rest.is_empty()) {
            (true, true) => into.push(one),
            (true, false) => all(&one.children, rest, into),
            (false, _) => all(&one.children, steps, into),
        }
    }
}

fn is(element: &Element, selector: &str) -> bool {
    match selector.split_at(1) {
        ("#", id) => element.get("id") == Some(id),
        (_, class) => element.has_class(class),
    }
}

/// The text of a page, by how long its paragraphs are and how few links they have; `None` where there is none.
pub fn guessed(html: &str) -> Option<Vec<Node>> {
    // It takes the square of how deep a page is, and none is so deep.
    if depth(&tree::parse(html, DEEPEST)) + 2 > DEEPEST {
        return None;
    }
    let article = Readability::new(html, None, None).ok()?.parse().ok()?;
    Some(tree::parse(&article.content, DEEPEST))
}

fn depth(nodes: &[Node]) -> usize {
    nodes
        .iter()
        .map(|node| match node {
            Node::Element(one) => depth(&one.children) + 1,
            Node::Text(_) => 0,
        })
        .max()
        .unwrap_or(0)
}

/// The first element, from the outside, that is meant.
pub fn first<'a>(nodes: &'a [Node], is_meant: &dyn Fn(&Element) -> bool) -> Option<&'a Element> {
    nodes.iter().find_map(|node| match node {
        Node::Element(one) if is_meant(one) => Some(one),
        Node::Element(one) => first(&one.children, is_meant),
        Node::Text(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_without_a_text_is_passed_over_and_several_count() {
        let long = "市里开会研究春季农业生产工作，各镇街分管负责人参加了会议。";
        let shown = |html: &str| marked(html).map(|body| tree::text(&body));
        for (html, expected) in [
            (format!("<input id=text><div class=prose>{long}</div>"), Some(long.to_owned())),
            (
                format!("<span id=zoom>大 中 小</span><div class=article-content>{long}</div>"),
                Some(long.to_owned()),
            ),
            (
                format!("<div class=TRS_Editor>甲{long}</div><div class=TRS_Editor>乙{long}</div>"),
                Some(format!("甲{long}乙{long}")),
            ),
            (
                format!("<div id=zoom>序<div class=TRS_Editor>{long}</div>尾</div>"),
                Some(format!("序{long}尾")),
            ),
            (
                format!("<!-- ZJEG_RSS.content.begin -->{long}<!-- ZJEG_RSS.content.end -->"),
                Some(long.to_owned()),
            ),
            (format!("<p>{long}</p>"), None),
        ] {
            assert_eq!(shown(&html), expected, "{html}");
        }
    }
}
