//! Sentences: text with emphasis, links, pictures and notes.

use comrak::Node as Ast;
use comrak::nodes::{AstNode, NodeCode, NodeFootnoteReference, NodeLink, NodeValue};

use super::escape::{Place, escape};
use super::writer::{Care, FOREIGN, Writer};
use crate::base::tree::{Element, Node};

/// Elements that stay HTML, since Markdown has no sign for them.
const KEPT: [&str; 11] =
    ["sup", "sub", "u", "ruby", "rt", "rp", "kbd", "mark", "small", "ins", "abbr"];

/// Blanks of a sentence as HTML and Word have them.
const BLANKS: [char; 5] = [' ', '\t', '\n', '\r', '\u{a0}'];

impl<'a> Writer<'a> {
    /// Adds the sentences of a paragraph, a heading or a cell; when `is_one_line`, without ends of lines.
    pub fn line(&mut self, parent: Ast<'a>, nodes: &[&Node], is_one_line: bool) {
        self.nodes(parent, &joined(nodes), is_one_line);
        trim(parent, true);
        trim(parent, false);
        self.escape_texts(parent, true);
    }

    fn nodes(&mut self, parent: Ast<'a>, nodes: &[Node], is_one_line: bool) {
        for node in nodes {
            match node {
                Node::Text(text) => {
                    let text = squeezed(text);
                    if !text.is_empty() {
                        self.add(parent, NodeValue::Text(text.into()));
                    }
                }
                Node::Element(element) => self.element(parent, element, is_one_line),
            }
        }
    }

    fn element(&mut self, parent: Ast<'a>, element: &Element, is_one_line: bool) {
        let children = element.children.as_slice();
        match element.name.as_str() {
            name @ ("b" | "strong" | "i" | "em" | "s" | "del" | "strike")
                if self.care > Care::Plain =>
            {
                self.tagged(
                    parent,
                    if name == "strike" { "s" } else { name },
                    children,
                    is_one_line,
                );
            }
            "b" | "strong" => self.around(parent, &NodeValue::Strong, children, is_one_line),
            "i" | "em" => self.around(parent, &NodeValue::Emph, children, is_one_line),
            "s" | "del" | "strike" => {
                self.around(parent, &NodeValue::Strikethrough, children, is_one_line);
            }
            "br" if is_one_line => {
                self.add(parent, NodeValue::HtmlInline("<br>".to_owned()));
            }
            "br" => {
                self.add(parent, NodeValue::LineBreak);
            }
            "a" => self.link(parent, element, is_one_line),
            "img" => self.picture(parent, element, "src"),
            "video" | "audio" => self.film(parent, element, is_one_line),
            "code" | "tt" | "samp" => {
                let mut literal = squeezed(&element.text()).trim().to_owned();
                // Two beside each other would be one with backticks in it.
                if let Some(before) = parent.last_child()
                    && let NodeValue::Code(code) = &before.data().value
                {
                    literal.insert_str(0, &code.literal);
                    before.detach();
                }
                if !literal.is_empty() {
                    let ticks = literal.split(|c| c != '`').map(str::len).max().unwrap_or(0) + 1;
                    self.add(parent, NodeValue::Code(NodeCode { num_backticks: ticks, literal }));
                }
            }
            "note-ref" => {
                let name = element.get("name").unwrap_or_default().to_owned();
                let note = NodeFootnoteReference { name, ..NodeFootnoteReference::default() };
                self.add(parent, NodeValue::FootnoteReference(note.into()));
            }
            name if KEPT.contains(&name) => self.tagged(parent, name, children, is_one_line),
            "svg" => self.lose("<svg>"),
            name => {
                if FOREIGN.contains(&name) {
                    let source = ["src", "data", "name"].iter().find_map(|key| element.get(key));
                    self.lose(&format!("<{name}> {}", source.unwrap_or_default()));
                }
                self.nodes(parent, children, is_one_line);
            }
        }
    }

    /// Puts tags of HTML around sentences.
    fn tagged(&mut self, parent: Ast<'a>, name: &str, children: &[Node], is_one_line: bool) {
        self.add(parent, NodeValue::HtmlInline(format!("<{name}>")));
        self.nodes(parent, children, is_one_line);
        self.add(parent, NodeValue::HtmlInline(format!("</{name}>")));
    }

    /// Puts marks around sentences; blanks at their ends stay outside, since marks stand beside words.
    fn around(&mut self, parent: Ast<'a>, value: &NodeValue, children: &[Node], is_one_line: bool) {
        let node = self.arena.alloc(AstNode::from(value.clone()));
        self.nodes(node, children, is_one_line);
        let (before, after) = (trim(node, true), trim(node, false));
        let has_text = node.descendants().skip(1).any(|inner| match &inner.data().value {
            NodeValue::Text(text) => !text.trim().is_empty(),
            NodeValue::Code(_) | NodeValue::FootnoteReference(_) => true,
            _ => false,
        });
        if before {
            self.add(parent, NodeValue::Text(" ".into()));
        }
        let is_inside = std::iter::successors(Some(parent), |node| node.parent()).any(|outer| {
            std::mem::discriminant(&outer.data().value) == std::mem::discriminant(value)
        });
        if has_text && !is_inside {
            parent.append(node);
        } else {
            for inner in node.children().collect::<Vec<_>>() {
                parent.append(inner);
            }
        }
        if after {
            self.add(parent, NodeValue::Text(" ".into()));
        }
    }

    fn link(&mut self, parent: Ast<'a>, element: &Element, is_one_line: bool) {
        let children = element.children.as_slice();
        let url = element.get("href").unwrap_or_default().trim();
        let is_text = url.is_empty() || url.starts_with("javascript:") || inside_link(parent);
        if is_text {
            // The name of a place that links lead to.
            if let Some(id) =
                element.get("id").or_else(|| element.get("name")).filter(|_| url.is_empty())
                && id.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
            {
                self.add(parent, NodeValue::HtmlInline(format!("<a id=\"{id}\"></a>")));
            }
            return self.nodes(parent, children, is_one_line);
        }
        let node = self.arena.alloc(AstNode::from(NodeValue::Link(
            NodeLink { url: url.to_owned(), title: String::new() }.into(),
        )));
        self.nodes(node, children, true);
        let (before, after) = (trim(node, true), trim(node, false));
        if before {
            self.add(parent, NodeValue::Text(" ".into()));
        }
        if node.first_child().is_some() {
            parent.append(node);
        }
        if after {
            self.add(parent, NodeValue::Text(" ".into()));
        }
    }

    fn picture(&mut self, parent: Ast<'a>, element: &Element, source: &str) {
        let url = element.get(source).unwrap_or_default().trim();
        if url.is_empty() {
            return self.lose("<img>");
        }
        let title = element.get("title").map(squeezed).unwrap_or_default().trim().to_owned();
        let link = NodeLink { url: url.to_owned(), title };
        let node = self.add(parent, NodeValue::Image(link.into()));
        let alt = element.get("alt").map(squeezed).unwrap_or_default().trim().to_owned();
        if !alt.is_empty() {
            self.add(node, NodeValue::Text(alt.into()));
        }
    }

    /// A film or a sound is written as a picture is.
    fn film(&mut self, parent: Ast<'a>, element: &Element, is_one_line: bool) {
        let source = element.get("src").or_else(|| element.first("source")?.get("src"));
        let Some(source) = source.map(str::trim).filter(|source| !source.is_empty()) else {
            self.lose(&format!("<{}>", element.name));
            return self.nodes(parent, &element.children, is_one_line);
        };
        let text = element.text();
        let link = NodeLink { url: source.to_owned(), title: String::new() };
        let node = self.add(parent, NodeValue::Image(link.into()));
        let text = squeezed(&text).trim().to_owned();
        if !text.is_empty() {
            self.add(node, NodeValue::Text(text.into()));
        }
    }

    /// Puts backslashes into texts, now that it is known which of them begin lines.
    fn escape_texts(&self, parent: Ast<'a>, at_start: bool) {
        let in_cell = matches!(parent.data().value, NodeValue::TableCell);
        let strict = self.care == Care::Signs;
        // A cell begins no line.
        let mut starts_line = at_start && !in_cell;
        for node in parent.descendants().skip(1).collect::<Vec<_>>() {
            let value = &mut node.data_mut().value;
            match value {
                NodeValue::Text(text) => {
                    let mut out = String::new();
                    escape(&mut out, text, Place { starts_line, in_cell, strict });
                    *value = NodeValue::Raw(out);
                    starts_line = false;
                }
                NodeValue::LineBreak => starts_line = !in_cell,
                _ => starts_line = false,
            }
        }
    }
}

fn inside_link(node: Ast<'_>) -> bool {
    std::iter::successors(Some(node), |node| node.parent())
        .any(|outer| matches!(outer.data().value, NodeValue::Link(_)))
}

/// Neighbours of one kind as one element: `<b>甲</b><b>乙</b>` is 甲乙 in bold. Word splits sentences so.
fn joined(nodes: &[&Node]) -> Vec<Node> {
    let mut all: Vec<Node> = Vec::new();
    for node in nodes {
        let Node::Element(element) = node else {
            match all.last_mut() {
                Some(Node::Text(before)) => {
                    let Node::Text(text) = node else { unreachable!("it is no element") };
                    before.push_str(text);
                }
                _ => all.push((*node).clone()),
            }
            continue;
        };
        let children = joined(&element.children.iter().collect::<Vec<_>>());
        let joins = matches!(
            element.name.as_str(),
            "b" | "strong" | "i" | "em" | "s" | "del" | "u" | "sup" | "sub" | "span" | "font"
        );
        match all.last_mut() {
            Some(Node::Element(before)) if joins && alike(before, element) => {
                before.children.extend(children);
                let inner: Vec<&Node> = before.children.iter().collect();
                before.children = joined(&inner);
            }
            _ => all.push(Node::Element(Element { children, ..element.clone() })),
        }
    }
    all
}

fn alike(one: &Element, other: &Element) -> bool {
    let kind = |name: &str| match name {
        "strong" => "b".to_owned(),
        "em" => "i".to_owned(),
        "del" => "s".to_owned(),
        name => name.to_owned(),
    };
    kind(&one.name) == kind(&other.name)
}

/// A text with the blanks of HTML as one each.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let is_blank = BLANKS.contains(&c);
        if !is_blank {
            // Marks of direction and of width zero show nothing.
            if !matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}') && !c.is_control() {
                out.push(c);
            }
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// Takes blanks and ends of lines away from the start or the end; whether there were any.
fn trim(parent: Ast<'_>, at_start: bool) -> bool {
    let mut any = false;
    loop {
        let edge = if at_start { parent.first_child() } else { parent.last_child() };
        let Some(edge) = edge else { return any };
        let value = &mut edge.data_mut().value;
        match value {
            NodeValue::LineBreak => {}
            NodeValue::Text(text) => {
                let blank = |c: char| c == ' ' || c == '\u{3000}';
                let rest = if at_start {
                    text.trim_start_matches(blank)
                } else {
                    text.trim_end_matches(blank)
                };
                any |= rest.len() < text.len();
                if !rest.is_empty() {
                    let rest = rest.to_owned();
                    *text = rest.into();
                    return any;
                }
            }
            _ => return any,
        }
        any = true;
        edge.detach();
    }
}
