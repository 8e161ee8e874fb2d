//! Formulas (ECMA-376, 22.1) on one line: `(a+b)/2`, `√(x)`, x².

use crate::base::tree::{Element, Node};
use crate::import::xml::{Xml, child, children, name, switch, value};

/// The nodes of a formula.
pub fn read(node: Xml<'_, '_>) -> Vec<Node> {
    let mut out = Vec::new();
    push(node, &mut out);
    out
}

/// Whether a formula has more than one line shows: somebody should look at it.
pub fn is_involved(node: Xml<'_, '_>) -> bool {
    node.descendants().any(|one| {
        matches!(
            name(one),
            "f" | "rad" | "nary" | "m" | "eqArr" | "limLow" | "limUpp" | "acc" | "bar" | "groupChr"
        )
    })
}

fn push(node: Xml<'_, '_>, out: &mut Vec<Node>) {
    for one in node.children().filter(Xml::is_element) {
        element(one, out);
    }
}

fn text(out: &mut Vec<Node>, text: &str) {
    out.push(Node::Text(text.to_owned()));
}

fn part(node: Xml<'_, '_>, wanted: &'static str, out: &mut Vec<Node>) {
    if let Some(part) = child(node, wanted) {
        push(part, out);
    }
}

/// A part, in brackets when it is more than one sign.
fn grouped(node: Xml<'_, '_>, wanted: &'static str, out: &mut Vec<Node>) {
    let mut inner = Vec::new();
    part(node, wanted, &mut inner);
    let is_long =
        crate::base::tree::text(&inner).chars().filter(|c| !c.is_alphanumeric()).count() > 0;
    if is_long {
        text(out, "(");
    }
    out.append(&mut inner);
    if is_long {
        text(out, ")");
    }
}

fn small(node: Xml<'_, '_>, wanted: &'static str, mark: &str, out: &mut Vec<Node>) {
    let mut children = Vec::new();
    part(node, wanted, &mut children);
    if !children.is_empty() {
        out.push(Node::Element(Element { name: mark.to_owned(), children, ..Element::default() }));
    }
}

fn is_vanished(node: Xml<'_, '_>) -> bool {
    child(node, "rPr").is_some_and(|one| switch(one, "vanish") == Some(true))
}

fn is_phantom(node: Xml<'_, '_>) -> bool {
    child(node, "phantPr").is_some_and(|one| switch(one, "show") == Some(false))
}

/// The parts with a name, and a sign between them.
fn between(node: Xml<'_, '_>, wanted: &'static str, sign: &str, out: &mut Vec<Node>) {
    for (number, part) in children(node, wanted).enumerate() {
        if number > 0 {
            text(out, sign);
        }
        push(part, out);
    }
}

fn brackets(node: Xml<'_, '_>, out: &mut Vec<Node>) {
    let properties = child(node, "dPr");
    let sign =
        |name, usual| properties.and_then(|one| value(one, name)).unwrap_or(usual).to_owned();
    text(out, &sign("begChr", "("));
    between(node, "e", &sign("sepChr", "|"), out);
    text(out, &sign("endChr", ")"));
}

fn element(node: Xml<'_, '_>, out: &mut Vec<Node>) {
    match name(node) {
        // Somebody hid it.
        "r" if is_vanished(node) => {}
        "phant" if is_phantom(node) => {}
        "acc" | "bar" => {
            part(node, "e", out);
            let over = if name(node) == "bar" { "\u{304}" } else { "\u{302}" };
            let sign = child(node, "accPr").and_then(|one| value(one, "chr")).unwrap_or(over);
            text(out, sign);
        }
        "limLow" | "limUpp" => {
            part(node, "e", out);
            small(node, "lim", if name(node) == "limLow" { "sub" } else { "sup" }, out);
        }
        "eqArr" => between(node, "e", "；", out),
        "f" if child(node, "fPr").is_some_and(|one| value(one, "type") == Some("noBar")) => {
            part(node, "num", out);
            text(out, "，");
            part(node, "den", out);
        }
        "r" => children(node, "t").for_each(|one| text(out, one.text().unwrap_or_default())),
        "f" => {
            grouped(node, "num", out);
            text(out, "/");
            grouped(node, "den", out);
        }
        "sSup" | "sSub" | "sSubSup" | "sPre" => {
            part(node, "e", out);
            small(node, "sub", "sub", out);
            small(node, "sup", "sup", out);
        }
        "rad" => {
            small(node, "deg", "sup", out);
            text(out, "√(");
            part(node, "e", out);
            text(out, ")");
        }
        "nary" => {
            let sign = child(node, "naryPr").and_then(|one| value(one, "chr")).unwrap_or("∫");
            text(out, sign);
            small(node, "sub", "sub", out);
            small(node, "sup", "sup", out);
            part(node, "e", out);
        }
        "d" => brackets(node, out),
        "m" => {
            text(out, "[");
            for (number, row) in children(node, "mr").enumerate() {
                text(out, if number > 0 { "; " } else { "" });
                between(row, "e", ", ", out);
            }
            text(out, "]");
        }
        "del" | "moveFrom" => {}
        other if other.ends_with("Pr") => {}
        _ => push(node, out),
    }
}
