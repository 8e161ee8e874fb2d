//! Footnotes of pages: a raised link to an item at the end (`#fn-1`), as most programs make them.

use std::collections::BTreeMap;

use crate::base::tree::{Element, Node};

/// A text with its footnotes as `note-ref` and `note` (see [`markdown`](crate::import::markdown)).
pub fn named(mut nodes: Vec<Node>) -> Vec<Node> {
    let mut items = Vec::new();
    take(&mut nodes, &mut items);
    if items.is_empty() {
        return nodes;
    }
    let names: BTreeMap<String, String> = items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| Some((item.get("id")?.to_owned(), (at + 1).to_string())))
        .collect();
    refer(&mut nodes, &names);
    for mut item in items {
        let name = item.get("id").and_then(|id| names.get(id)).cloned().unwrap_or_default();
        without_ways_back(&mut item.children);
        nodes.push(Element::new("note", item.children).with("name", &name).into());
    }
    nodes
}

/// Takes the list of notes out of a text.
fn take(nodes: &mut Vec<Node>, items: &mut Vec<Element>) {
    nodes.retain_mut(|node| {
        let Node::Element(one) = node else { return true };
        if one.has_class("footnotes") {
            collect(std::mem::take(&mut one.children), items);
            return false;
        }
        take(&mut one.children, items);
        true
    });
}

fn collect(nodes: Vec<Node>, items: &mut Vec<Element>) {
    for node in nodes {
        let Node::Element(one) = node else { continue };
        if one.name == "li" && one.get("id").is_some() {
            items.push(one);
        } else {
            collect(one.children, items);
        }
    }
}

/// Puts signs where links to notes are.
fn refer(nodes: &mut [Node], names: &BTreeMap<String, String>) {
    for node in nodes {
        let Node::Element(one) = node else { continue };
        let target = if one.name == "a" {
            Some(&*one)
        } else {
            one.first("a").filter(|_| one.name == "sup")
        };
        let name = target.and_then(|link| names.get(link.get("href")?.strip_prefix('#')?));
        match name {
            Some(name) => *node = Element::new("note-ref", Vec::new()).with("name", name).into(),
            None => refer(&mut one.children, names),
        }
    }
}

fn without_ways_back(nodes: &mut Vec<Node>) {
    nodes.retain_mut(|node| match node {
        Node::Element(one)
            if one.name == "a" && one.get("href").is_some_and(|href| href.starts_with('#')) =>
        {
            false
        }
        Node::Element(one) => {
            without_ways_back(&mut one.children);
            true
        }
        Node::Text(_) => true,
    });
}
