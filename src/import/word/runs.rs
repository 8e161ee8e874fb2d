//! The words of a paragraph.

use std::mem;

use super::reader::{Field, Reader};
use super::styles::Look;
use super::symbols::symbol;
use super::words::Words;
use super::{fields, formula};
use crate::base::tree::{Element, Node};
use crate::import::xml::{Xml, child, chosen, get, name};

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
                    link(words, start, &fields::address_of(code));
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
                "fldChar" => self.field(node, &look, words),
                "instrText" => {
                    if let Some(field) = self.fields.last_mut() {
                        field.code.push_str(node.text().unwrap_or_default());
                    }
                }
                "delText" | "delInstrText" => self.leave_out("deleted"),
                "commentReference" => self.leave_out("comment"),
                _ if self.silent > 0 => {}
                _ if look.hidden == Some(true) => {
                    if !matches!(name(node), "rPr" | "lastRenderedPageBreak") {
                        self.leave_out("hidden");
                    }
                }
                _ => self.piece(node, &look, words),
            }
        }
    }

    /// Fields whose code never ended end with their paragraph: the rest of the text is no code.
    pub fn end_codes(&mut self) {
        while self.fields.last().is_some_and(|field| !field.shows) {
            let field = self.fields.pop().expect("there is one");
            self.silent -= 1;
            self.lose("field", field.code.trim());
        }
    }

    fn field(&mut self, node: Xml<'_, '_>, look: &Look, words: &mut Words) {
        match get(node, "fldCharType").unwrap_or_default() {
            "begin" => {
                self.fields.push(Field::default());
                self.silent += 1;
                if let Some(form) = child(node, "ffData") {
                    let shown = fields::of_form(form);
                    words.push_text(&shown, look);
                }
            }
            "separate" => {
                let Some(field) = self.fields.last_mut().filter(|field| !field.shows) else {
                    return;
                };
                field.shows = true;
                if fields::is_contents(&field.code) && self.fields_end {
                    field.is_silent = true;
                    self.leave_out("contents");
                } else {
                    self.silent -= 1;
                    words.links.push((words.nodes.len(), fields::address_of(&field.code)));
                }
            }
            _ => {
                let Some(field) = self.fields.pop() else { return };
                if !field.shows || field.is_silent {
                    self.silent -= 1;
                }
                if field.shows {
                    if !field.is_silent
                        && let Some((start, url)) = words.links.pop()
                    {
                        link(words, start, &url);
                    }
                } else if self.silent == 0 && look.hidden != Some(true) {
                    match fields::shown(&field.code) {
                        Some(text) => words.push_text(&text, look),
                        None => self.lose("field", field.code.trim()),
                    }
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
                match &look.signs {
                    Some(font) => self.signs(text, font, look, words),
                    None => words.push_text(text, look),
                }
            }
            "tab" | "ptab" if look.underlined == Some(true) => words.push_text("____", look),
            "tab" | "ptab" => words.push_text(" ", look),
            "noBreakHyphen" => words.push_text("-", look),
            "cr" => words.push(Node::Element(Element::new("br", Vec::new()))),
            "br" if !matches!(get(node, "type"), Some("page" | "column")) => {
                words.push(Node::Element(Element::new("br", Vec::new())));
            }
            "sym" => match symbol(
                get(node, "font").unwrap_or_default(),
                get(node, "char").unwrap_or_default(),
            ) {
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

    /// A text in a typeface of signs.
    fn signs(&mut self, text: &str, font: &str, look: &Look, words: &mut Words) {
        for c in text.chars() {
            let sign =
                if c == ' ' { Some(c) } else { symbol(font, &format!("{:x}", u32::from(c))) };
            if sign.is_none() {
                self.lose("symbol", &format!("{font} {:04X}", u32::from(c)));
            }
            words.push_text(&sign.unwrap_or('□').to_string(), look);
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
