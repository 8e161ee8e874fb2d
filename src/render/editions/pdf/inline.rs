//! What stands in a line: words, links, footnotes, pictures among them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::nodes::{Made, Nodes, Reading};
use super::text::{push_text, trim};
use crate::render::RenderError;
use crate::render::editions::tree::{Element, Node};
use crate::render::editions::{Lead, follow, label};

impl Nodes<'_> {
    /// The nodes of a line.
    ///
    /// # Errors
    /// A picture that cannot be read or shown.
    pub fn inline<'n>(
        &mut self,
        nodes: impl IntoIterator<Item = &'n Node>,
        reading: &mut Reading<'_>,
    ) -> Made {
        let mut made = Vec::new();
        for node in nodes {
            match node {
                Node::Text(text) => push_text(&mut made, text),
                Node::Element(element) => self.inline_element(element, reading, &mut made)?,
            }
        }
        Ok(made)
    }

    fn inline_element(
        &mut self,
        element: &Element,
        reading: &mut Reading<'_>,
        made: &mut Vec<Value>,
    ) -> Result<(), RenderError> {
        let name = match element.name.as_str() {
            "b" if element.has_class("run-in") => "run-in",
            "b" | "strong" | "th" => "strong",
            "i" | "em" | "cite" | "dfn" | "var" => "em",
            "s" | "del" | "strike" => "del",
            "u" | "ins" => "ins",
            "code" | "kbd" | "samp" | "tt" => "code",
            "sup" if element.has_class("footnote-ref") => {
                return self.note(element, reading, made);
            }
            name @ ("mark" | "sub" | "sup") => name,
            "br" => {
                made.push(json!({ "e": "br" }));
                return Ok(());
            }
            "img" => {
                made.extend(self.image(element, reading)?);
                return Ok(());
            }
            "svg" => {
                made.push(self.drawing(element));
                return Ok(());
            }
            "input" => {
                let on = element.get("checked").is_some();
                made.push(json!({ "e": "check", "on": on }));
                return Ok(());
            }
            "a" => return self.link(element, reading, made),
            "rp" => return Ok(()),
            // How a character is read, behind it.
            "rt" => {
                let inner = self.inline(&element.children, reading)?;
                made.push("（".into());
                made.extend(inner);
                made.push("）".into());
                return Ok(());
            }
            _ => {
                let inner = self.inline(&element.children, reading)?;
                made.extend(inner);
                return Ok(());
            }
        };
        let inner = self.inline(&element.children, reading)?;
        if inner.is_empty() {
            return Ok(());
        }
        let mut node = json!({ "e": name, "c": inner });
        if name == "run-in" {
            let is_first = !element.text().starts_with(['（', '(']) && !starts_with_digit(element);
            node["level"] = if is_first { 2 } else { 3 }.into();
        }
        made.push(node);
        Ok(())
    }

    /// On paper an address is of use only where it can be read: a footnote has it. Other pages of
    /// the site are not named.
    fn link(
        &mut self,
        element: &Element,
        reading: &mut Reading<'_>,
        made: &mut Vec<Value>,
    ) -> Result<(), RenderError> {
        let inner = self.inline(&element.children, reading)?;
        let href = element.get("href").unwrap_or_default();
        match follow(self.booklet, href) {
            Some(Lead::Item(issue, place)) => {
                made.push(json!({ "e": "within", "to": label(issue, place), "c": inner }));
            }
            Some(Lead::Out(address)) if href == address => {
                let shown = element.text();
                let is_shown = address.contains(shown.trim()) && shown.contains('.');
                made.push(json!({ "e": "link", "to": address, "c": inner }));
                if !is_shown {
                    made.push(json!({ "e": "note", "c": [address] }));
                }
            }
            _ => made.extend(inner),
        }
        Ok(())
    }

    /// A footnote where it is first referred to; later its number alone.
    fn note(
        &mut self,
        reference: &Element,
        reading: &mut Reading<'_>,
        made: &mut Vec<Value>,
    ) -> Result<(), RenderError> {
        let link = reference.first("a").and_then(|link| link.get("href"));
        let Some(id) = link.and_then(|href| href.rsplit('#').next()) else { return Ok(()) };
        if reading.seen.iter().any(|seen| seen == id) {
            made.push(json!({ "e": "again", "to": id }));
        } else if let Some(nodes) = reading.footnotes.remove(id) {
            reading.seen.push(id.to_owned());
            let mut inline = self.inline(&nodes, reading)?;
            trim(&mut inline);
            made.push(json!({ "e": "note", "id": id, "c": inline }));
        }
        Ok(())
    }
}

/// The texts of footnotes, taken out of where HTML has them.
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

fn starts_with_digit(element: &Element) -> bool {
    element.text().starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::editions::tree;

    #[test]
    fn footnotes_are_taken_out_of_the_text() {
        let html = "<p>文</p><div class=\"footnotes\"><ol><li id=\"h-fn-1\"><p>注 <a class=\"footnote-back\" href=\"#\">↩</a></p></li></ol></div>";
        let mut nodes = tree::parse(html, 9);
        let footnotes = take_notes(&mut nodes);
        assert_eq!((nodes.len(), tree::text(&footnotes["h-fn-1"])), (1, "注 ".to_owned()));
    }
}
