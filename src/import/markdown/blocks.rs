//! Blocks: paragraphs, headings, lists, quotations, code, figures, notes.

use std::borrow::Cow;

use comrak::Node as Ast;
use comrak::nodes::{
    AstNode, ListDelimType, ListType, NodeCodeBlock, NodeFootnoteDefinition, NodeHeading, NodeList,
    NodeTaskItem, NodeValue,
};

use super::writer::{Writer, holds_block, is_block};
use crate::base::tree::{Element, Node};

impl<'a> Writer<'a> {
    /// Writes nodes as blocks: what stands loose between blocks is a paragraph.
    pub fn blocks(&mut self, parent: Ast<'a>, nodes: &[Node]) {
        let mut loose: Vec<&Node> = Vec::new();
        for node in nodes {
            match node {
                Node::Element(element) if is_block(element) || holds_block(element) => {
                    self.paragraph(parent, &std::mem::take(&mut loose));
                    self.block(parent, element);
                }
                node => loose.push(node),
            }
        }
        self.paragraph(parent, &loose);
    }

    fn paragraph(&mut self, parent: Ast<'a>, nodes: &[&Node]) {
        let node = self.arena.alloc(AstNode::from(NodeValue::Paragraph));
        self.line(node, nodes, false);
        if node.first_child().is_some() {
            parent.append(node);
        }
    }

    fn block(&mut self, parent: Ast<'a>, element: &Element) {
        let children = element.children.as_slice();
        match element.name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(parent, element),
            "ul" | "ol" => self.list(parent, element),
            "blockquote" => {
                let quote = self.arena.alloc(AstNode::from(NodeValue::BlockQuote));
                self.blocks(quote, children);
                if quote.first_child().is_some() {
                    parent.append(quote);
                }
            }
            "pre" => self.code(parent, element),
            "hr" => {
                self.add(parent, NodeValue::ThematicBreak);
            }
            "table" => self.table(parent, element),
            "figure" => self.figure(parent, element),
            "note" => {
                let name = element.get("name").unwrap_or_default().to_owned();
                let note = NodeFootnoteDefinition { name, total_references: 1 };
                let note = self.add(parent, NodeValue::FootnoteDefinition(note));
                self.blocks(note, children);
            }
            "summary" | "dt" => {
                let bold = Element {
                    name: "b".to_owned(),
                    children: children.to_vec(),
                    ..Element::default()
                };
                self.blocks(parent, &[Node::Element(bold)]);
            }
            _ => self.blocks(parent, children),
        }
    }

    fn heading(&mut self, parent: Ast<'a>, element: &Element) {
        let level = element.name[1..].parse().unwrap_or(2);
        let node = self.arena.alloc(AstNode::from(NodeValue::Heading(NodeHeading {
            level,
            setext: false,
            closed: false,
        })));
        let (mut inner, mut pictures) = (Vec::new(), Vec::new());
        flatten(&element.children, &mut inner, &mut pictures);
        self.line(node, &inner.iter().collect::<Vec<_>>(), true);
        if node.first_child().is_some() {
            parent.append(node);
        }
        self.blocks(parent, &pictures);
    }

    fn list(&mut self, parent: Ast<'a>, element: &Element) {
        let items = element.items();
        let is_ordered = element.name == "ol";
        let start = element.get("start").and_then(|start| start.parse().ok()).unwrap_or(1);
        let tight = !items.iter().any(|(_, nodes)| {
            let is_paragraph = |node: &&Node| matches!(node, Node::Element(one) if one.name == "p");
            nodes.iter().filter(is_paragraph).count() > 1
        });
        let list = NodeList {
            list_type: if is_ordered { ListType::Ordered } else { ListType::Bullet },
            start,
            delimiter: ListDelimType::Period,
            bullet_char: b'-',
            tight,
            ..NodeList::default()
        };
        let node = self.arena.alloc(AstNode::from(NodeValue::List(list)));
        for (_, nodes) in items {
            let (task, nodes) = task(nodes);
            let item = self.arena.alloc(AstNode::from(task.unwrap_or(NodeValue::Item(list))));
            self.blocks(item, &nodes);
            if item.first_child().is_some() {
                node.append(item);
            }
        }
        if node.first_child().is_none() {
            return;
        }
        // Two lists beside each other would be one.
        let is_alike = |before: Ast<'a>| match &before.data().value {
            NodeValue::List(before) => before.list_type == list.list_type,
            _ => false,
        };
        if parent.last_child().is_some_and(is_alike) {
            self.html(parent, "<!-- -->\n".to_owned());
        }
        parent.append(node);
    }

    fn code(&mut self, parent: Ast<'a>, element: &Element) {
        let literal = element.text();
        let literal = literal.trim_matches('\n').to_owned() + "\n";
        let language = |element: &Element| {
            let classes = element.get("class")?;
            let named = classes.split_whitespace().find_map(|class| {
                class.strip_prefix("language-").or_else(|| class.strip_prefix("lang-"))
            });
            named.map(str::to_owned)
        };
        let info = language(element).or_else(|| element.first("code").and_then(language));
        let longest = literal.split(|c| c != '`').map(str::len).max().unwrap_or_default();
        let block = NodeCodeBlock {
            fenced: true,
            fence_char: b'`',
            fence_length: longest.max(2) + 1,
            fence_offset: 0,
            info: info.unwrap_or_default(),
            literal,
            closed: true,
        };
        self.add(parent, NodeValue::CodeBlock(block.into()));
    }

    /// A picture with its caption, or whatever else is in a figure.
    fn figure(&mut self, parent: Ast<'a>, element: &Element) {
        let caption = element.first("figcaption").map(|caption| caption.text().trim().to_owned());
        let is_picture = |one: &Element| {
            let text: usize = one
                .children
                .iter()
                .map(|node| match node {
                    Node::Element(child) if child.name == "figcaption" => 0,
                    Node::Element(child) => child.text().trim().len(),
                    Node::Text(text) => text.trim().len(),
                })
                .sum();
            text == 0
        };
        match (element.first("img"), caption) {
            (Some(picture), Some(caption)) if is_picture(element) && !caption.is_empty() => {
                let mut picture = picture.clone();
                picture.attributes.retain(|(name, _)| name != "title");
                picture.attributes.push(("title".to_owned(), caption));
                self.paragraph(parent, &[&Node::Element(picture)]);
            }
            _ => self.blocks(parent, &element.children),
        }
    }
}

/// An item that begins with a box to tick, without the box.
fn task(nodes: &[Node]) -> (Option<NodeValue>, Cow<'_, [Node]>) {
    let start =
        nodes.iter().position(|node| !matches!(node, Node::Text(text) if text.trim().is_empty()));
    let Some((at, Node::Element(first))) = start.map(|at| (at, &nodes[at])) else {
        return (None, nodes.into());
    };
    let mut rest = nodes.to_vec();
    if first.name == "p" {
        let (task, inner) = task(&first.children);
        rest[at] = Element { children: inner.into_owned(), ..first.clone() }.into();
        return (task, rest.into());
    }
    if first.name != "input" || first.get("type") != Some("checkbox") {
        return (None, nodes.into());
    }
    rest.remove(at);
    let symbol = first.get("checked").map(|_| 'x');
    let symbol_sourcepos = (0, 0, 0, 0).into();
    (Some(NodeValue::TaskItem(NodeTaskItem { symbol, symbol_sourcepos })), rest.into())
}

/// The inline nodes of a heading, and the pictures in it, which stand below.
fn flatten(nodes: &[Node], into: &mut Vec<Node>, pictures: &mut Vec<Node>) {
    for node in nodes {
        match node {
            Node::Element(child) if child.name == "img" => pictures.push(node.clone()),
            Node::Element(child) if is_block(child) => flatten(&child.children, into, pictures),
            // A heading is bold as it is.
            Node::Element(child)
                if matches!(child.name.as_str(), "b" | "strong" | "font" | "span") =>
            {
                flatten(&child.children, into, pictures);
            }
            Node::Element(child) if child.name == "br" => into.push(Node::Text(" ".to_owned())),
            node => into.push(node.clone()),
        }
    }
}
