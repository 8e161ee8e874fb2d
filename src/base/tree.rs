//! A text as a tree of HTML: a body read back, so that each edition writes it in its own way, or a text of
//! another system on its way to Markdown.
//!
//! The parser is that of browsers (`html5ever`): a text may hold any HTML.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{Attribute, ParseOpts, QualName, local_name, ns, parse_fragment};

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Characters.
    Text(String),
    /// An element of HTML or SVG.
    Element(Element),
}

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name, in lower case, except names of SVG that are not.
    pub name: String,
    /// Names and values of attributes, in the order in which they were written.
    pub attributes: Vec<(String, String)>,
    /// The nodes in the element.
    pub children: Vec<Node>,
}

impl Element {
    /// An element without attributes.
    pub fn new(name: &str, children: Vec<Node>) -> Self {
        Self { name: name.to_owned(), attributes: Vec::new(), children }
    }

    /// The same with one more attribute.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.attributes.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether the element has this class.
    pub fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split_whitespace().any(|one| one == class))
    }

    /// The first element with this name inside the element, at any depth.
    pub fn first(&self, name: &str) -> Option<&Self> {
        self.children.iter().find_map(|node| match node {
            Node::Element(child) if child.name == name => Some(child),
            Node::Element(child) => child.first(name),
            Node::Text(_) => None,
        })
    }

    /// The items of a list: each `<li>` and the nodes in it. Text that stands loose between items
    /// is an item without a `<li>`.
    pub fn items(&self) -> Vec<(Option<&Self>, &[Node])> {
        let mut items = Vec::new();
        let mut loose = 0;
        for (place, node) in self.children.iter().enumerate() {
            let Node::Element(item) = node else { continue };
            if item.name == "li" {
                items.push((None, &self.children[loose..place]));
                items.push((Some(item), item.children.as_slice()));
                loose = place + 1;
            }
        }
        items.push((None, &self.children[loose..]));
        items.retain(|(item, nodes)| item.is_some() || !text(nodes).trim().is_empty());
        items
    }

    /// The characters in the element, drawings left out.
    pub fn text(&self) -> String {
        text(&self.children)
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

/// The characters in some nodes, drawings left out.
pub fn text(nodes: &[Node]) -> String {
    let mut all = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => all.push_str(text),
            Node::Element(element) if element.name == "svg" => {}
            Node::Element(element) => all.push_str(&element.text()),
        }
    }
    all
}

/// How deep the tree of a text may be: books and mail may nest as pages do.
pub const DEEPEST: usize = 128;

/// Reads HTML. As in a browser, nothing is an error. Scripts, templates, styles and comments are
/// left out. Of elements that are more than `deepest` levels deep only the text stays.
pub fn parse(html: &str, deepest: usize) -> Vec<Node> {
    let body = QualName::new(None, ns!(html), local_name!("body"));
    let sink = parse_fragment(Sink::default(), options(), body, vec![], false);
    let nodes = sink.one(StrTendril::from(html)).nodes.into_inner();
    let mut all = Vec::new();
    // The parser puts a fragment into an element of its own.
    for root in &nodes[0].children {
        for child in &nodes[*root].children {
            grow(&nodes, *child, deepest, &mut all);
        }
    }
    all
}

/// Parses as for a reader without scripts: what is meant for such a reader (`<noscript>`) is read.
fn options() -> ParseOpts {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    ParseOpts { tree_builder, ..ParseOpts::default() }
}

fn grow(nodes: &[Raw], at: usize, left: usize, into: &mut Vec<Node>) {
    match &nodes[at].kind {
        Kind::Text(text) => push_text(into, text),
        Kind::Element(name, _) if is_left_out(name) => {}
        Kind::Element(..) if left == 0 => {
            // By a loop, since what is this deep may be too deep for the stack.
            let mut rest = vec![at];
            while let Some(at) = rest.pop() {
                if let Kind::Text(text) = &nodes[at].kind {
                    push_text(into, text);
                }
                rest.extend(nodes[at].children.iter().rev());
            }
        }
        Kind::Element(name, attributes) => {
            let mut element = Element { name: name.local.to_string(), ..Element::default() };
            let pair = |one: &Attribute| {
                let prefix = one.name.prefix.as_ref().filter(|prefix| !prefix.is_empty());
                let prefix = prefix.map(|prefix| format!("{prefix}:")).unwrap_or_default();
                (prefix + &one.name.local, one.value.to_string())
            };
            element.attributes = attributes.iter().map(pair).collect();
            for child in &nodes[at].children {
                grow(nodes, *child, left - 1, &mut element.children);
            }
            into.push(Node::Element(element));
        }
        Kind::Other => {}
    }
}

/// Whether an element is left out, since it is no text. The styles of a drawing stay: they belong
/// to it.
fn is_left_out(name: &QualName) -> bool {
    match &*name.local {
        "script" | "template" => true,
        "style" => name.ns == ns!(html),
        _ => false,
    }
}

fn push_text(into: &mut Vec<Node>, text: &str) {
    match into.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => into.push(Node::Text(text.to_owned())),
    }
}

/// What the parser makes: nodes by number, the document first.
struct Sink {
    nodes: RefCell<Vec<Raw>>,
}

#[derive(Default)]
struct Raw {
    kind: Kind,
    parent: Option<usize>,
    children: Vec<usize>,
}

#[derive(Default)]
enum Kind {
    Text(String),
    Element(QualName, Vec<Attribute>),
    /// The document, a comment, or a processing instruction.
    #[default]
    Other,
}

impl Default for Sink {
    fn default() -> Self {
        Self { nodes: RefCell::new(vec![Raw::default()]) }
    }
}

impl Sink {
    fn add(&self, kind: Kind) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Raw { kind, ..Raw::default() });
        nodes.len() - 1
    }

    fn place_of(&self, node: usize) -> Option<(usize, usize)> {
        let nodes = self.nodes.borrow();
        let parent = nodes[node].parent?;
        let place = nodes[parent].children.iter().position(|child| *child == node)?;
        Some((parent, place))
    }

    fn insert(&self, parent: usize, place: usize, child: NodeOrText<usize>) {
        let child = match child {
            NodeOrText::AppendText(text) => self.add(Kind::Text(text.to_string())),
            NodeOrText::AppendNode(node) => {
                self.remove_from_parent(&node);
                node
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        nodes[child].parent = Some(parent);
        nodes[parent].children.insert(place, child);
    }
}

impl TreeSink for Sink {
    type Handle = usize;
    type Output = Self;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a usize) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| match &nodes[*target].kind {
            Kind::Element(name, _) => name,
            _ => unreachable!("the parser asks for names of elements only"),
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> usize {
        self.add(Kind::Element(name, attributes))
    }

    fn create_comment(&self, _: StrTendril) -> usize {
        self.add(Kind::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> usize {
        self.add(Kind::Other)
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        let place = self.nodes.borrow()[*parent].children.len();
        self.insert(*parent, place, child);
    }

    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        if let Some((parent, place)) = self.place_of(*sibling) {
            self.insert(parent, place, child);
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &usize,
        before: &usize,
        child: NodeOrText<usize>,
    ) {
        if self.place_of(*element).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &usize) -> usize {
        // What is in a template is left out with it.
        *target
    }

    fn same_node(&self, one: &usize, other: &usize) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn add_attrs_if_missing(&self, _: &usize, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &usize) {
        if let Some((parent, place)) = self.place_of(*target) {
            let mut nodes = self.nodes.borrow_mut();
            nodes[parent].children.remove(place);
            nodes[*target].parent = None;
        }
    }

    fn reparent_children(&self, node: &usize, parent: &usize) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[*node].children);
        for child in &children {
            nodes[*child].parent = Some(*parent);
        }
        nodes[*parent].children.extend(children);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(nodes: &[Node]) -> String {
        let one = |node: &Node| match node {
            Node::Text(text) => format!("{text:?}"),
            Node::Element(element) => {
                format!("{}[{}]", element.name, shown(&element.children))
            }
        };
        nodes.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn html_is_read_as_browsers_do() {
        assert_eq!(shown(&parse("<p>甲<b>乙</p>丙&amp;", 9)), "p[\"甲\" b[\"乙\"]] b[\"丙&\"]");
        let table = "<table><tr><td>一</table><script>x</script><!-- y -->";
        assert_eq!(shown(&parse(table, 9)), "table[tbody[tr[td[\"一\"]]]]");
        let drawing = parse("<svg viewBox=\"0 0 1 1\"><text>图</text></svg>", 9);
        let Node::Element(svg) = &drawing[0] else { panic!("{drawing:?}") };
        assert_eq!((svg.get("viewBox"), text(&drawing)), (Some("0 0 1 1"), String::new()));
    }

    #[test]
    fn no_depth_is_too_deep() {
        let deep = format!("{}底{}", "<div>".repeat(50_000), "</div>".repeat(50_000));
        assert_eq!(text(&parse(&deep, 99)), "底");
    }
}
