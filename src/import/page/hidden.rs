//! What a page has and does not show: it is not taken in.

use crate::base::tree::{Element, Node};

/// Elements that show nothing to readers of an article: fields of forms, data of Word, what is for browsers without
/// scripts.
const SILENT: [&str; 8] =
    ["noscript", "xml", "option", "select", "button", "input", "textarea", "datalist"];

/// Styles that hide what they are on, blanks left out.
const STYLES: [&str; 5] =
    ["display:none", "visibility:hidden", "font-size:0;", "font-size:0p", "mso-hide:all"];

/// Takes away what is hidden; how many elements.
pub fn strip(nodes: &mut Vec<Node>) -> usize {
    let mut count = 0;
    nodes.retain_mut(|node| match node {
        Node::Element(one) if is_hidden(one) => {
            count += usize::from(!one.text().trim().is_empty() || one.first("img").is_some());
            false
        }
        Node::Element(one) => {
            count += strip(&mut one.children);
            true
        }
        Node::Text(_) => true,
    });
    count
}

fn is_hidden(element: &Element) -> bool {
    let style: String =
        element.get("style").unwrap_or_default().to_lowercase().split_whitespace().collect();
    let style = style + ";";
    // Boxes to tick are text of lists.
    let is_box = element.name == "input" && element.get("type") == Some("checkbox");
    SILENT.contains(&element.name.as_str()) && !is_box
        || element.get("hidden").is_some()
        || STYLES.iter().any(|hiding| style.contains(hiding))
}
