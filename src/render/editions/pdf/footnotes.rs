//! Footnotes. HTML has their texts at the end, paper at the foot of the page that refers to them.

use std::collections::BTreeMap;

use crate::base::tree::Node;

/// Takes the texts of footnotes out of the end of a text, and answers them by their ids.
pub fn take_notes(nodes: &mut Vec<Node>) -> BTreeMap<String, Vec<Node>> {
    let mut footnotes = BTreeMap::new();
    nodes.retain(|node| {
        let Node::Element(element) = node else { return true };
        if !element.has_class("footnotes") {
            return true;
        }
        let list = element.first("ol").map_or(&[][..], |list| &list.children);
        for item in list {
            let Node::Element(item) = item else { continue };
            if let Some(id) = item.get("id") {
                let mut children = item.children.clone();
                without_way_back(&mut children);
                footnotes.insert(id.to_owned(), children);
            }
        }
        false
    });
    footnotes
}

fn without_way_back(nodes: &mut Vec<Node>) {
    nodes.retain(
        |node| !matches!(node, Node::Element(element) if element.has_class("footnote-back")),
    );
    for node in nodes {
        if let Node::Element(element) = node {
            without_way_back(&mut element.children);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::tree;

    #[test]
    fn footnotes_are_taken_out_of_the_text() {
        let html = "<p>文</p><div class=\"footnotes\"><ol><li id=\"h-fn-1\"><p>注 <a class=\"footnote-back\" href=\"#\">↩</a></p></li></ol></div>";
        let mut nodes = tree::parse(html, 9);
        let footnotes = take_notes(&mut nodes);
        assert_eq!((nodes.len(), tree::text(&footnotes["h-fn-1"])), (1, "注 ".to_owned()));
    }
}
