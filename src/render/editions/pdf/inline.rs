//! What stands in a line: words, links, footnotes, pictures among them.

use serde_json::{Value, json};

use super::nodes::{Made, Nodes, Reading};
use super::text::{push_text, trim};
use crate::base::tree::{Element, Node};
use crate::render::editions::links::{Lead, follow};
use crate::render::editions::sheet::item_id;
use crate::render::error::RenderError;

impl Nodes<'_> {
    /// The nodes that templates set in a line, made of nodes of HTML.
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
            "video" | "audio" => {
                let said = element.get("aria-label").filter(|said| !said.is_empty());
                made.extend(said.map(|said| Value::from(format!("［{said}］"))));
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
            // The reading of a character stands behind it, in brackets.
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

    /// Sets a link. On paper an address is of use only where it can be read, so a footnote shows
    /// it. Links to other pages of the site become plain text.
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
                made.push(json!({ "e": "within", "to": item_id(issue, place), "c": inner }));
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

    /// Sets a footnote where it is first referred to; later references have only its number.
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

fn starts_with_digit(element: &Element) -> bool {
    element.text().starts_with(|c: char| c.is_ascii_digit())
}
