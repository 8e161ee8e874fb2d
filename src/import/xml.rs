//! XML of Office files. Names are compared without their namespace: two editions of the standard (ECMA-376
//! transitional and strict) have the same names in different ones.

use roxmltree::{Document, ParsingOptions};

use crate::base::limits;
use crate::import::Refusal;

/// A node.
pub type Xml<'a, 'i> = roxmltree::Node<'a, 'i>;

/// Reads a part of a file.
///
/// # Errors
/// When it is no XML, has a DTD (which may define entities without end), too many nodes, or is too deep.
pub fn parse(text: &str) -> Result<Document<'_>, Refusal> {
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: limits::IMPORTED_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => Refusal::TooLarge,
        roxmltree::Error::DtdDetected => Refusal::Entities,
        _ => Refusal::Damaged,
    })?;
    let mut stack = vec![(document.root(), 0)];
    while let Some((node, depth)) = stack.pop() {
        if depth > limits::IMPORTED_LEVELS {
            return Err(Refusal::TooDeep);
        }
        stack.extend(node.children().filter(Xml::is_element).map(|child| (child, depth + 1)));
    }
    Ok(document)
}

/// The name of an element, without its prefix.
pub fn name<'a>(node: Xml<'a, '_>) -> &'a str {
    node.tag_name().name()
}

/// The child elements with a name.
pub fn children<'a, 'i>(
    node: Xml<'a, 'i>,
    wanted: &'static str,
) -> impl Iterator<Item = Xml<'a, 'i>> {
    node.children().filter(move |child| child.is_element() && name(*child) == wanted)
}

/// The first child element with a name.
pub fn child<'a, 'i>(node: Xml<'a, 'i>, wanted: &'static str) -> Option<Xml<'a, 'i>> {
    children(node, wanted).next()
}

/// The first element with a name inside a node, at any depth.
pub fn inside<'a, 'i>(node: Xml<'a, 'i>, wanted: &str) -> Option<Xml<'a, 'i>> {
    node.descendants().find(|one| one.is_element() && name(*one) == wanted)
}

/// The value of an attribute, by its name without prefix.
pub fn get<'a>(node: Xml<'a, '_>, wanted: &str) -> Option<&'a str> {
    node.attributes().find(|one| one.name() == wanted).map(|one| one.value())
}

/// The value of the attribute `val` of a child: how most properties are written.
pub fn value<'a>(node: Xml<'a, '_>, wanted: &'static str) -> Option<&'a str> {
    child(node, wanted).and_then(|child| get(child, "val"))
}

/// A property that is on or off; `None` when it is not there. Without a value it is on.
pub fn switch(node: Xml<'_, '_>, wanted: &'static str) -> Option<bool> {
    let child = child(node, wanted)?;
    Some(!matches!(get(child, "val"), Some("0" | "false" | "off" | "none")))
}

/// The version of a content that this program understands (`mc:AlternateContent`): the first that shows something.
pub fn chosen<'a, 'i>(node: Xml<'a, 'i>) -> Option<Xml<'a, 'i>> {
    let shows = |choice: &Xml<'a, 'i>| {
        ["txbxContent", "blip", "t", "imagedata", "chart"]
            .iter()
            .any(|name| inside(*choice, name).is_some())
    };
    children(node, "Choice").find(shows).or_else(|| child(node, "Fallback"))
}
