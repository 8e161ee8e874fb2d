//! Pictures, boxes with text, and what else is drawn (`DrawingML` and VML).

use super::alt::description;
use super::reader::Reader;
use super::words::Words;
use crate::import::found::Remark;
use crate::import::xml::{Xml, child, chosen, get, inside, name};

impl Reader {
    /// Reads pictures and boxes with text; what else is drawn is named.
    pub fn drawing(&mut self, node: Xml<'_, '_>, words: &mut Words) {
        let about = inside(node, "docPr");
        if about.is_some_and(|one| matches!(get(one, "hidden"), Some("1" | "true"))) {
            return self.leave_out("hidden");
        }
        let described = about.and_then(|one| get(one, "descr")).unwrap_or_default();
        let mut found = false;
        let mut stack = vec![node];
        while let Some(one) = stack.pop() {
            if is_hidden(one) {
                self.leave_out("hidden");
                found = true;
            } else if name(one) == "txbxContent" {
                let blocks = self.blocks(one);
                self.boxed.extend(blocks);
                found = true;
            } else if name(one) == "AlternateContent" {
                stack.extend(chosen(one));
            } else {
                found |= self.drawn(one, described, words);
                let inner: Vec<_> = children_of(one).collect();
                stack.extend(inner.into_iter().rev());
            }
        }
        if !found && inside(node, "wsp").is_some() {
            self.leave_out("shape");
        }
    }

    /// Takes in one part of a drawing; whether it shows something.
    fn drawn(&mut self, part: Xml<'_, '_>, described: &str, words: &mut Words) -> bool {
        let alt = description(described).unwrap_or_default();
        match name(part) {
            "textpath" => {
                let look = words.base.clone();
                words.push_text(get(part, "string").unwrap_or_default(), &look);
            }
            "srcRect" => {
                let is_cut = |side: &&str| get(part, side).is_some_and(|cut| cut != "0");
                if ["l", "t", "r", "b"].iter().any(is_cut) {
                    self.lost.push(Remark::warning("import-cropped"));
                }
                return false;
            }
            "blip" => {
                let id =
                    get(part, "embed").filter(|id| !id.is_empty()).or_else(|| get(part, "link"));
                let picture = id.and_then(|id| self.picture(id, alt));
                words.nodes.extend(picture);
            }
            "imagedata" => {
                let picture = get(part, "id").and_then(|id| self.picture(id, alt));
                words.nodes.extend(picture);
            }
            "OLEObject" => self.lose("object", get(part, "ProgID").unwrap_or_default()),
            "chart" => self.lose("chart", described),
            "relIds" => self.lose("diagram", described),
            _ => return false,
        }
        true
    }
}

/// Whether a part of a drawing is hidden.
fn is_hidden(node: Xml<'_, '_>) -> bool {
    let properties =
        children_of(node).find(|one| name(*one) == "cNvPr" || name(*one).starts_with("nv"));
    let named = properties
        .and_then(|one| if name(one) == "cNvPr" { Some(one) } else { child(one, "cNvPr") });
    named.is_some_and(|one| matches!(get(one, "hidden"), Some("1" | "true")))
        || get(node, "style")
            .is_some_and(|style| style.replace(' ', "").contains("visibility:hidden"))
}

fn children_of<'a, 'i>(node: Xml<'a, 'i>) -> impl Iterator<Item = Xml<'a, 'i>> {
    node.children().filter(Xml::is_element)
}
