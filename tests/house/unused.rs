//! Public items that nobody names outside their own file: dead code that the compiler cannot see, since
//! tests and benchmarks may use all of the library.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{ImplItem, Item, Visibility};

use super::imports::name_of;

/// `file: name` of each public item, or public method of a type, that no other file names. A name that
/// two items share counts for both.
pub fn items(sources: &[(String, String)], others: &[(String, String)]) -> Vec<String> {
    let mut named: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (path, text) in sources.iter().chain(others) {
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        names(tokens, &mut |name| {
            named.entry(name).or_default().insert(path);
        });
    }
    let mut idle = Vec::new();
    for (path, text) in sources {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        // A type that a public item takes, holds or answers has to be public, too.
        let mut shown = BTreeSet::new();
        Signatures(&mut shown).visit_file(&file);
        for name in public(&file.items) {
            let users = named.get(&name).into_iter().flatten();
            let is_named = users.filter(|user| *user != path).count() > 0;
            if !is_named && !shown.contains(&name) {
                idle.push(format!("src/{path}: {name}"));
            }
        }
    }
    idle
}

/// All names in some code, except those that `pub use` passes on.
fn names(tokens: TokenStream, each: &mut impl FnMut(String)) {
    let mut before = String::new();
    let mut is_passed_on = false;
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                let name = name.to_string();
                is_passed_on |= before == "pub" && name == "use";
                if !is_passed_on {
                    each(name.clone());
                }
                before = name;
            }
            TokenTree::Punct(mark) if mark.as_char() == ';' => is_passed_on = false,
            TokenTree::Group(group) if !is_passed_on => names(group.stream(), each),
            _ => {}
        }
    }
}

/// Collects the types in signatures and fields.
struct Signatures<'a>(&'a mut BTreeSet<String>);

impl<'ast> Visit<'ast> for Signatures<'_> {
    fn visit_type_path(&mut self, path: &'ast syn::TypePath) {
        self.0.extend(path.path.segments.last().map(|last| last.ident.to_string()));
        visit::visit_type_path(self, path);
    }

    /// What is inside a function is its own affair.
    fn visit_block(&mut self, _: &'ast syn::Block) {}

    /// Nor does a type that has methods show itself by them.
    fn visit_item_impl(&mut self, block: &'ast syn::ItemImpl) {
        block.items.iter().for_each(|item| self.visit_impl_item(item));
    }
}

fn public(items: &[Item]) -> Vec<String> {
    let mut all = Vec::new();
    for item in items {
        match item {
            Item::Impl(block) if block.trait_.is_none() => {
                for inner in &block.items {
                    let (visibility, name) = match inner {
                        ImplItem::Fn(function) => (&function.vis, &function.sig.ident),
                        ImplItem::Const(constant) => (&constant.vis, &constant.ident),
                        _ => continue,
                    };
                    if matches!(visibility, Visibility::Public(_)) {
                        all.push(name.to_string());
                    }
                }
            }
            Item::Mod(module) => {
                let inner = module.content.as_ref().map_or(&[][..], |(_, items)| items);
                all.extend(public(inner));
            }
            item if is_public(item) => all.extend(name_of(item)),
            _ => {}
        }
    }
    all
}

fn is_public(item: &Item) -> bool {
    let visibility = match item {
        Item::Const(item) => &item.vis,
        Item::Enum(item) => &item.vis,
        Item::Fn(item) => &item.vis,
        Item::Static(item) => &item.vis,
        Item::Struct(item) => &item.vis,
        Item::Trait(item) => &item.vis,
        Item::Type(item) => &item.vis,
        _ => return false,
    };
    matches!(visibility, Visibility::Public(_))
}
