//! Which file of a crate takes something from which other: read from `use` trees and from paths in the
//! code. A name that a module passes on (`pub use`) belongs to the file that defines it.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree};

/// From each file to the files it takes something from.
pub type Graph = BTreeMap<String, BTreeSet<String>>;

type Path = Vec<String>;

/// A module as far as its names are concerned.
#[derive(Default)]
struct Module {
    file: String,
    /// What it defines.
    names: BTreeSet<String>,
    /// What it takes from elsewhere: the name here (`*` for all names), and the path as written.
    uses: Vec<(String, Path)>,
    /// Paths in its code.
    paths: BTreeSet<Path>,
}

/// The modules of a crate by their paths.
#[derive(Default)]
pub struct Crate(BTreeMap<Path, Module>);

impl Crate {
    /// Reads the files of a crate, by their paths in `src`.
    pub fn read(files: &[(String, String)]) -> Self {
        let mut all = Self::default();
        for (path, text) in files {
            let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            all.module(module_of(path), path, &file.items);
        }
        all
    }

    fn module(&mut self, at: Path, file: &str, items: &[Item]) {
        let mut module = Module { file: file.to_owned(), ..Module::default() };
        for item in items.iter().filter(|item| !is_test(attributes(item))) {
            match item {
                Item::Mod(inner) => {
                    if let Some((_, items)) = &inner.content {
                        let path = at.iter().cloned().chain([inner.ident.to_string()]).collect();
                        self.module(path, file, items);
                    }
                }
                Item::Use(tree) => flatten(&tree.tree, &mut Vec::new(), &mut module.uses),
                item => {
                    module.names.extend(name_of(item));
                    Paths(&mut module.paths).visit_item(item);
                }
            }
        }
        self.0.insert(at, module);
    }

    /// Who takes something from whom.
    pub fn graph(&self) -> Graph {
        let mut graph = Graph::new();
        for (at, module) in &self.0 {
            let used = module.uses.iter().map(|(_, path)| path);
            let to = graph.entry(module.file.clone()).or_default();
            for path in used.chain(&module.paths) {
                let other = self.start(at, path).and_then(|path| self.file(&path, 0));
                to.extend(other.filter(|other| *other != module.file));
            }
        }
        graph
    }

    /// A path as seen from the root of the crate; `None` for one of another crate.
    fn start(&self, at: &[String], path: &[String]) -> Option<Path> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([at, rest].concat()),
            "super" => {
                let above = at.len() - path.iter().take_while(|part| *part == "super").count();
                Some([&at[..above], &path[at.len() - above..]].concat())
            }
            name => {
                let child = [at, &[name.to_owned()]].concat();
                if self.0.contains_key(&child) {
                    return Some([at, path].concat());
                }
                let known = self.0[at].uses.iter().find(|(alias, to)| alias == name && to != path);
                let known = known.filter(|(_, to)| to.first() != path.first() || to.len() > 1)?;
                let start = self.start(at, &known.1)?;
                Some([start.as_slice(), rest].concat())
            }
        }
    }

    /// The file that defines what a path from the root names.
    fn file(&self, path: &[String], depth: usize) -> Option<String> {
        let known = (0..=path.len()).rev().find(|end| self.0.contains_key(&path[..*end]))?;
        let module = &self.0[&path[..known]];
        let Some(name) = path.get(known).filter(|name| *name != "*") else {
            return Some(module.file.clone());
        };
        if module.names.contains(name) || depth > 8 {
            return Some(module.file.clone());
        }
        let passed = module.uses.iter().filter(|(alias, _)| alias == name || alias == "*");
        let mut passed = passed.filter_map(|(alias, to)| {
            let mut to = to.clone();
            if alias == "*" {
                to.pop();
                to.push(name.clone());
            }
            let to = self.start(&path[..known], &to)?;
            let is_there = alias != "*" || self.defines(&to);
            is_there.then(|| self.file(&to, depth + 1)).flatten()
        });
        passed.next()
    }

    fn defines(&self, path: &[String]) -> bool {
        let Some((name, module)) = path.split_last() else { return false };
        self.0.get(module).is_some_and(|module| module.names.contains(name))
    }
}

/// Files that take something from each other in a circle, each circle whole and in order.
pub fn circles(graph: &Graph) -> Vec<Vec<String>> {
    let reached = |start: &String| {
        let mut seen = BTreeSet::new();
        let mut next: Vec<&String> = graph[start].iter().collect();
        while let Some(file) = next.pop() {
            if seen.insert(file.clone()) {
                next.extend(graph.get(file).into_iter().flatten());
            }
        }
        seen
    };
    let reach: BTreeMap<&String, BTreeSet<String>> =
        graph.keys().map(|file| (file, reached(file))).collect();
    let mut all = BTreeSet::new();
    for (file, others) in &reach {
        let back = others.iter().filter(|other| reach[other].contains(*file));
        let circle: Vec<String> = back.cloned().collect();
        if circle.len() > 1 {
            all.insert(circle);
        }
    }
    all.into_iter().collect()
}

/// `plan/view/mod.rs` → `plan`, `view`
fn module_of(path: &str) -> Path {
    let stem = path.strip_suffix(".rs").unwrap_or(path);
    let parts = stem.split('/').filter(|part| !matches!(*part, "mod" | "lib" | "main"));
    parts.map(str::to_owned).collect()
}

fn flatten(tree: &UseTree, above: &mut Path, all: &mut Vec<(String, Path)>) {
    let mut leaf = |alias: String, name: Option<String>| {
        let path: Path = above.iter().cloned().chain(name).collect();
        all.push((alias, path));
    };
    match tree {
        UseTree::Path(path) => {
            above.push(path.ident.to_string());
            flatten(&path.tree, above, all);
            above.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, above, all)),
        UseTree::Glob(_) => leaf("*".to_owned(), Some("*".to_owned())),
        UseTree::Name(name) if name.ident == "self" => {
            leaf(above.last().cloned().unwrap_or_default(), None);
        }
        UseTree::Name(name) => leaf(name.ident.to_string(), Some(name.ident.to_string())),
        UseTree::Rename(name) => leaf(name.rename.to_string(), Some(name.ident.to_string())),
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let list = attribute.meta.require_list().map(|list| list.tokens.to_string());
        let is_only = |words: String| words == "test" || words.starts_with("all (test");
        attribute.path().is_ident("cfg") && list.is_ok_and(is_only)
    })
}

/// The name of what an item defines; an `impl` defines none.
pub fn name_of(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

/// Collects paths of two parts and more.
struct Paths<'a>(&'a mut BTreeSet<Path>);

impl<'ast> Visit<'ast> for Paths<'_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 && path.leading_colon.is_none() {
            self.0.insert(path.segments.iter().map(|part| part.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }
}

impl Paths<'_> {
    /// What stands in a macro is no syntax yet: names with `::` between them are paths.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path = Path::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.end(&mut path);
                    }
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.end(&mut path);
                    self.tokens(group.stream());
                }
                _ => self.end(&mut path),
            }
        }
        self.end(&mut path);
    }

    fn end(&mut self, path: &mut Path) {
        let whole = std::mem::take(path);
        if whole.len() > 1 {
            self.0.insert(whole);
        }
    }
}
