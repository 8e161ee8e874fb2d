//! The words of a paragraph.

use std::mem;

use super::formula;
use super::reader::{Field, Reader};
use super::styles::Look;
use super::symbols::symbol;
use super::words::Words;
use super::xml::{Xml, child, chosen, get, inside, name};
use crate::base::tree::{Element, Node};

impl Reader {
    /// Reads the words inside a node.
    pub fn runs(&mut self, root: Xml<'_, '_>, words: &mut Words) {
        for node in root.children().filter(Xml::is_element) {
            match name(node) {
                "r" => self.run(node, words),
                "ins" | "moveTo" => {
                    let outer = words.inserted.replace(String::new());
                    self.runs(node, words);
                    let text = mem::replace(&mut words.inserted, outer).unwrap_or_default();
                    if !text.trim().is_empty() {
                        self.inserted.push(text.trim().to_owned());
                    }
                }
                "del" => self.leave_out("deleted"),
                "moveFrom" => self.leave_out("moved"),
                "hyperlink" => self.hyperlink(node, words),
                "fldSimple" => {
                    let code = get(node, "instr").unwrap_or_default();
                    let start = words.nodes.len();
                    self.runs(node, words);
                    link(words, start, &address_of(code));
                }
                "sdt" => {
                    if let Some(content) = self.content(node) {
                        self.runs(content, words);
                    }
                }
                "smartTag" | "customXml" | "dir" | "bdo" => self.runs(node, words),
                "oMath" | "oMathPara" => {
                    self.lost_formula(node, words);
                }
                "AlternateContent" => {
                    if let Some(chosen) = chosen(node) {
                        self.runs(chosen, words);
                    }
                }
                _ => {}
            }
        }
    }

    fn lost_formula(&mut self, node: Xml<'_, '_>, words: &mut Words) {
        let nodes = formula::read(node);
        let shown = crate::base::tree::text(&nodes);
        if formula::is_involved(node) {
            self.lose("formula", &shown);
        }
        if let Some(inserted) = &mut words.inserted {
            inserted.push_str(&shown);
        }
        words.nodes.extend(nodes);
    }

    fn hyperlink(&mut self, node: Xml<'_, '_>, words: &mut Words) {
        let outside = get(node, "id").and_then(|id| self.relations.get(id));
        let mut url =
            outside.filter(|one| one.is_external).map(|one| one.target.clone()).unwrap_or_default();
        // A place inside the file has no name in an article.
        if let Some(anchor) = get(node, "anchor").filter(|_| !url.is_empty() && !url.contains('#'))
        {
            url = format!("{url}#{anchor}");
        }
        let start = words.nodes.len();
        self.runs(node, words);
        link(words, start, &url);
    }

    fn run(&mut self, run: Xml<'_, '_>, words: &mut Words) {
        let properties = child(run, "rPr");
        let look = self.styles.words(&words.base, properties);
        for node in run.children().filter(Xml::is_element) {
            match name(node) {
                "fldChar" => self.field(get(node, "fldCharType").unwrap_or_default(), words),
                "instrText" => {
                    if let Some(field) = self.fields.last_mut() {
                        field.code.push_str(node.text().unwrap_or_default());
                    }
                }
                "delText" | "delInstrText" => self.leave_out("deleted"),
                "commentReference" => self.leave_out("comment"),
                _ if self.is_silent() => {}
                _ if look.hidden == Some(true) => {
                    if !matches!(name(node), "rPr" | "lastRenderedPageBreak") {
                        self.leave_out("hidden");
                    }
                }
                _ => self.piece(node, &look, words),
            }
        }
    }

    /// Whether what is read now shows nothing: the code of a field, and a table of contents.
    fn is_silent(&self) -> bool {
        self.fields.iter().any(|field| !field.shows || is_contents(&field.code))
    }

    fn field(&mut self, kind: &str, words: &mut Words) {
        match kind {
            "begin" => self.fields.push(Field::default()),
            "separate" => {
                let Some(field) = self.fields.last_mut() else { return };
                field.shows = true;
                if is_contents(&field.code) {
                    self.leave_out("contents");
                } else {
                    words.links.push((words.nodes.len(), address_of(&field.code)));
                }
            }
            _ => {
                let Some(field) = self.fields.pop() else { return };
                if field.shows
                    && let Some((start, url)) = words.links.pop()
                {
                    link(words, start, &url);
                }
            }
        }
    }

    /// One piece of a run: a text, a tab, a picture.
    fn piece(&mut self, node: Xml<'_, '_>, look: &Look, words: &mut Words) {
        match name(node) {
            "t" => {
                let text = node.text().unwrap_or_default();
                let is_pale = look.colour.as_deref() == Some("FFFFFF") && look.shaded != Some(true);
                if is_pale && !text.trim().is_empty() {
                    self.pale.push(text.trim().to_owned());
                }
                words.push_text(text, look);
            }
            "tab" | "ptab" => words.push_text(" ", look),
            "noBreakHyphen" => words.push_text("-", look),
            "cr" => words.push(Node::Element(Element::new("br", Vec::new()))),
            "br" if !matches!(get(node, "type"), Some("page" | "column")) => {
                words.push(Node::Element(Element::new("br", Vec::new())));
            }
            "sym" => match symbol(node) {
                Some(sign) => words.push_text(&sign.to_string(), look),
                None => {
                    let code = get(node, "char").unwrap_or_default();
                    self.lose(
                        "symbol",
                        &format!("{} {code}", get(node, "font").unwrap_or_default()),
                    );
                    words.push_text("□", look);
                }
            },
            "footnoteReference" => self.note('f', node, words),
            "endnoteReference" => self.note('e', node, words),
            "ruby" => self.ruby(node, words),
            "drawing" | "pict" | "object" => self.drawing(node, words),
            "AlternateContent" => {
                if let Some(chosen) = chosen(node) {
                    for inner in chosen.children().filter(Xml::is_element) {
                        self.piece(inner, look, words);
                    }
                }
            }
            "oMath" | "oMathPara" => self.lost_formula(node, words),
            _ => {}
        }
    }

    fn note(&mut self, kind: char, node: Xml<'_, '_>, words: &mut Words) {
        let Some(id) = get(node, "id") else { return };
        let next = (self.notes.len() + 1).to_string();
        let name = self.notes.entry(format!("{kind}{id}")).or_insert(next).clone();
        words.push(Element::new("note-ref", Vec::new()).with("name", &name).into());
    }

    fn ruby(&mut self, node: Xml<'_, '_>, words: &mut Words) {
        let mut part = |wanted| {
            let mut inner = Words::new(words.base.clone(), Vec::new());
            if let Some(part) = child(node, wanted) {
                self.runs(part, &mut inner);
            }
            inner.nodes
        };
        let (mut base, reading) = (part("rubyBase"), part("rt"));
        base.push(Node::Element(Element::new("rt", reading)));
        words.push(Node::Element(Element::new("ruby", base)));
    }

    /// Pictures and boxes with text; what else is drawn is named.
    fn drawing(&mut self, node: Xml<'_, '_>, words: &mut Words) {
        let about = inside(node, "docPr");
        if about.is_some_and(|one| matches!(get(one, "hidden"), Some("1" | "true"))) {
            return self.leave_out("hidden");
        }
        let described = about.and_then(|one| get(one, "descr")).unwrap_or_default();
        let alt = if is_description(described) { described.trim() } else { "" };
        let mut found = false;
        let mut stack = vec![node];
        while let Some(one) = stack.pop() {
            match name(one) {
                "txbxContent" => {
                    let blocks = self.blocks(one);
                    self.boxed.extend(blocks);
                    found = true;
                    continue;
                }
                "AlternateContent" => {
                    stack.extend(chosen(one));
                    continue;
                }
                "blip" => {
                    let id =
                        get(one, "embed").filter(|id| !id.is_empty()).or_else(|| get(one, "link"));
                    let picture = id.and_then(|id| self.picture(id, alt));
                    words.nodes.extend(picture);
                    found = true;
                }
                "imagedata" => {
                    let picture = get(one, "id").and_then(|id| self.picture(id, alt));
                    words.nodes.extend(picture);
                    found = true;
                }
                "OLEObject" => {
                    self.lose("object", get(one, "ProgID").unwrap_or_default());
                    found = true;
                }
                "chart" | "relIds" => {
                    self.lose(if name(one) == "chart" { "chart" } else { "diagram" }, described);
                    found = true;
                }
                _ => {}
            }
            let inner: Vec<_> = one.children().filter(Xml::is_element).collect();
            stack.extend(inner.into_iter().rev());
        }
        if !found && inside(node, "wsp").is_some() {
            self.leave_out("shape");
        }
    }
}

/// Whether a description was typed by a person: programs put names of files and kinds there.
fn is_description(text: &str) -> bool {
    let is_path = text.contains(['/', '\\'])
        || text
            .rsplit_once('.')
            .is_some_and(|(_, end)| (2..5).contains(&end.len()) && end.is_ascii());
    let is_name = ["图片", "Picture", "IMG_", "image"].iter().any(|start| {
        text.strip_prefix(start)
            .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == ' '))
    });
    let is_machine = text.contains("AI-generated")
        || text.contains("AI 生成")
        || text.contains("描述已自动生成");
    !is_path && !is_name && !is_machine
}

fn is_contents(code: &str) -> bool {
    code.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("TOC"))
}

/// The address in the code of a field; empty when it is no link.
fn address_of(code: &str) -> String {
    let mut words = code.split_whitespace();
    let is_link = words.next().is_some_and(|word| word.eq_ignore_ascii_case("HYPERLINK"));
    if !is_link || words.next().is_some_and(|word| word.starts_with('\\')) {
        return String::new();
    }
    code.split('"').nth(1).unwrap_or_default().to_owned()
}

/// Makes what was read since `start` a link.
fn link(words: &mut Words, start: usize, url: &str) {
    let is_web = ["http://", "https://", "mailto:", "tel:", "ftp://"].iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
    });
    if !is_web || start >= words.nodes.len() {
        return;
    }
    let shown = words.nodes.split_off(start);
    words.push(Element::new("a", shown).with("href", url.trim()).into());
}
