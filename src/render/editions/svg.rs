//! Drawings as files of their own: charts in the colours that the site's styles give them, and
//! authors' pictures without what only their drawing program reads.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::xhtml::is_name;
use crate::base::tree::{self, Element, Node};
use crate::content::theme::colours::Colours;
use crate::render::xml::escaped;

/// What `site.css` says of charts.
const STYLE: &str = "text{fill:var(--ink)}.accent{fill:var(--red)}.other{fill:var(--soft)}\
path,circle{stroke:#fff}.accent-line{stroke:var(--red)}.other-line{stroke:var(--soft)}.axis{stroke:var(--soft)}";

#[cfg(feature = "pdf")]
/// The colours of charts on paper; the red is the theme's own where it has one.
pub fn on_paper(own_red: Option<&str>) -> Colours {
    let red = own_red.unwrap_or("#c8102e");
    [("ink", "#1a1a1a"), ("red", red), ("soft", "#6b6b6b")].into_iter().collect()
}

/// The elements of SVG 1.1 that draw. No others are kept.
const KNOWN: [&str; 26] = [
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "g",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "style",
    "svg",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
];

#[cfg(feature = "pdf")]
/// The width and the height that a drawing says it has, in pixels; 300 where it says none.
pub fn size(svg: &Element) -> (f64, f64) {
    let view = svg.get("viewBox").unwrap_or_default();
    let mut numbers =
        view.split([' ', ',']).filter_map(|number| number.parse::<f64>().ok()).skip(2);
    let mut side = || numbers.next().filter(|side| *side > 0.0).unwrap_or(300.0);
    (side(), side())
}

/// A chart as an XML document, in the colours of a theme. Its texts are set in the first of
/// `families` that is there.
pub fn chart(svg: &Element, families: &[String], colours: &Colours) -> String {
    let fonts: Vec<String> = families.iter().map(|family| format!("'{family}'")).collect();
    let fonts = if fonts.is_empty() { "sans-serif".to_owned() } else { fonts.join(",") };
    let mut style = Element { name: "style".to_owned(), ..Element::default() };
    // Names of fonts are none of the theme's: they are not looked at for colours.
    let css = colours.resolve(STYLE) + &format!("text{{font-family:{fonts}}}");
    style.children.push(Node::Text(css));
    let mut svg = svg.clone();
    without_colours(&mut svg);
    svg.children.insert(0, Node::Element(style));
    document(&svg)
}

/// Takes away the colours that a drawing has for readers without a style sheet.
fn without_colours(element: &mut Element) {
    if element.get("class").is_some() {
        let is_colour = |name: &str| matches!(name, "fill" | "stroke");
        element.attributes.retain(|(name, value)| !is_colour(name) || value == "none");
    }
    for child in &mut element.children {
        if let Node::Element(child) = child {
            without_colours(child);
        }
    }
}

/// An author's picture as an XML document that holds nothing but the drawing; `None` when the bytes
/// are no SVG.
pub fn picture(bytes: &[u8]) -> Option<String> {
    let nodes = tree::parse(std::str::from_utf8(bytes).ok()?, 64);
    nodes.iter().find_map(|node| match node {
        Node::Element(svg) if svg.name == "svg" => Some(document(svg)),
        _ => None,
    })
}

fn document(svg: &Element) -> String {
    let mut out = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"",
    );
    let mut ids = BTreeSet::new();
    attributes(&mut out, svg, &mut ids);
    inside(&mut out, svg, &mut ids);
    out
}

fn write(out: &mut String, element: &Element, ids: &mut BTreeSet<String>) {
    let is_known = KNOWN.binary_search(&element.name.as_str()).is_ok();
    let source = element.get("href").or(element.get("xlink:href"));
    let shows_nothing = element.name == "image" && !source.is_some_and(is_inside);
    if !is_known || shows_nothing {
        return;
    }
    out.push('<');
    out.push_str(&element.name);
    attributes(out, element, ids);
    inside(out, element, ids);
}

fn inside(out: &mut String, element: &Element, ids: &mut BTreeSet<String>) {
    out.push('>');
    for child in &element.children {
        match child {
            Node::Text(text) => out.push_str(&escaped(text)),
            Node::Element(child) => write(out, child, ids),
        }
    }
    let _ = write!(out, "</{}>", element.name);
}

/// Writes the attributes without a prefix, and links to what is in the file. Of several elements
/// with the same id, only the first keeps it.
fn attributes(out: &mut String, element: &Element, ids: &mut BTreeSet<String>) {
    for (name, value) in &element.attributes {
        let is_link = matches!(name.as_str(), "href" | "xlink:href");
        let is_kept = match name.as_str() {
            _ if is_link => is_inside(value),
            "id" => is_name(value) && ids.insert(value.clone()),
            "xmlns" => false,
            name => is_name(name) && !name.starts_with("on") && !name.starts_with("data-"),
        };
        if is_kept {
            let name = if is_link { "xlink:href" } else { name };
            let _ = write!(out, " {name}=\"{}\"", escaped(value));
        }
    }
}

/// Whether an address leads to something in the file itself.
fn is_inside(address: &str) -> bool {
    address.starts_with('#') || address.starts_with("data:image/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(KNOWN.is_sorted());
    }

    #[test]
    fn only_the_drawing_stays() {
        let drawn = picture(
            b"<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://x/y.dtd\">\
            <svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\" inkscape:version=\"1\" onload=\"x()\">\
            <sodipodi:namedview id=\"a\"/><style>.a{fill:red}</style><path id=\"a\" class=\"a\" d=\"M0 0\"/>\
            <path id=\"a\" d=\"M1 1\"/><image xlink:href=\"http://x/y.png\"/><use xlink:href=\"#a\"/></svg>",
        );
        let expected = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
            viewBox=\"0 0 1 1\"><style>.a{fill:red}</style><path id=\"a\" class=\"a\" d=\"M0 0\"></path>\
            <path d=\"M1 1\"></path><use xlink:href=\"#a\"></use></svg>";
        assert_eq!(drawn.as_deref(), Some(expected));
        assert_eq!(picture(b"no drawing"), None);
    }
}
