//! A drawing of a page as a file of its own, with the colours that the site's styles give it.

use super::tree::{Element, Node};

/// What `site.css` says of charts, for paper.
const STYLE: &str = "text{fill:#1a1a1a;font-family:FONTS}.accent{fill:#c8102e}.other{fill:#6b6b6b}\
path,circle{stroke:#fff}.accent-line{stroke:#c8102e}.other-line{stroke:#6b6b6b}.axis{stroke:#6b6b6b}";

#[cfg(feature = "pdf")]
/// The size a drawing says it has, in pixels.
pub fn size(svg: &Element) -> (f64, f64) {
    let view = svg.get("viewBox").unwrap_or_default();
    let mut numbers =
        view.split([' ', ',']).filter_map(|number| number.parse::<f64>().ok()).skip(2);
    let mut side = || numbers.next().filter(|side| *side > 0.0).unwrap_or(300.0);
    (side(), side())
}

/// The drawing as an XML document; its texts are set in the first of these families that is there.
pub fn standalone(svg: &Element, families: &[String]) -> String {
    let fonts: Vec<String> = families.iter().map(|family| format!("'{family}'")).collect();
    let fonts = if fonts.is_empty() { "sans-serif".to_owned() } else { fonts.join(",") };
    let mut style = Element { name: "style".to_owned(), ..Element::default() };
    style.children.push(Node::Text(STYLE.replace("FONTS", &fonts)));
    let mut svg = svg.clone();
    svg.attributes.retain(|(name, _)| name != "xmlns");
    svg.attributes.insert(0, ("xmlns".to_owned(), "http://www.w3.org/2000/svg".to_owned()));
    svg.children.insert(0, Node::Element(style));
    let mut out = String::new();
    write(&mut out, &svg);
    out
}

/// Charts are drawn by this program: their names are those of XML.
fn write(out: &mut String, element: &Element) {
    out.push('<');
    out.push_str(&element.name);
    for (name, value) in &element.attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        out.push_str(&quick_xml::escape::escape(value));
        out.push('"');
    }
    out.push('>');
    for child in &element.children {
        match child {
            Node::Text(text) => out.push_str(&quick_xml::escape::escape(text)),
            Node::Element(child) => write(out, child),
        }
    }
    out.push_str("</");
    out.push_str(&element.name);
    out.push('>');
}
