//! Makes the tree of a text into the nodes that templates set: texts, and maps whose `e` says what
//! they are.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::columns::needs;
use super::footnotes::take_notes;
use super::text::{keep_end, lines, trim};
use crate::base::SourcePath;
use crate::base::tree::{self, Element, Node};
use crate::plan::view::{Booklet, BookletPicture, BookletText};
use crate::render::editions::links::picture_url;
use crate::render::editions::pictures::picture;
use crate::render::editions::tools::Tools;
use crate::render::editions::{svg, table};
use crate::render::error::RenderError;

/// The widest picture, in pixels: 156 mm at 300 dots an inch.
const WIDEST: u32 = 1843;

/// How deep the tree of a text may be on paper: Typst bounds how deep its functions call each other
/// (80) and how deep its boxes lie in each other (72).
const DEEPEST: usize = 16;

/// Makes nodes, and collects the pictures they name.
pub struct Nodes<'a> {
    /// The booklet that the texts are part of.
    pub booklet: &'a Booklet,
    /// What the edition is made with.
    pub tools: &'a Tools<'a>,
    /// Pictures: the names that nodes use for them, and their bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// The source files of authors' pictures, by the same names.
    pub sources: BTreeMap<String, SourcePath>,
}

/// A text while it is read.
pub struct Reading<'a> {
    /// The text.
    pub text: &'a BookletText,
    /// The texts of footnotes by their ids, taken where they are first referred to.
    pub footnotes: BTreeMap<String, Vec<Node>>,
    /// The ids of the footnotes that were taken.
    pub seen: Vec<String>,
}

/// Nodes, or the error of a picture that cannot be read or shown.
pub type Made = Result<Vec<Value>, RenderError>;

impl<'a> Nodes<'a> {
    /// Begins with a booklet; there are no pictures yet.
    pub fn new(booklet: &'a Booklet, tools: &'a Tools<'a>) -> Self {
        Self { booklet, tools, files: Vec::new(), sources: BTreeMap::new() }
    }

    /// The nodes of a text.
    ///
    /// # Errors
    /// A picture that cannot be read or shown.
    pub fn text(&mut self, text: &BookletText) -> Made {
        let mut nodes = tree::parse(&text.body.to_string(), DEEPEST);
        let footnotes = take_notes(&mut nodes);
        let mut reading = Reading { text, footnotes, seen: Vec::new() };
        let mut made = self.blocks(&nodes, &mut reading)?;
        // Notes that only notes refer to.
        while let Some((_, note)) = reading.footnotes.pop_first() {
            made.extend(self.blocks(&note, &mut reading)?);
        }
        for table in made.iter_mut().filter(|node| node["e"] == "table") {
            // It may have a page of its own.
            table["top"] = true.into();
        }
        Ok(made)
    }

    /// Sets blocks one below the other. What stands loose between them becomes paragraphs.
    fn blocks(&mut self, nodes: &[Node], reading: &mut Reading<'_>) -> Made {
        let mut made = Vec::new();
        let mut loose: Vec<&Node> = Vec::new();
        for node in nodes {
            match node {
                Node::Element(element) if is_block(&element.name) => {
                    self.paragraph(&mut loose, reading, &mut made)?;
                    self.block(element, reading, &mut made)?;
                }
                node => loose.push(node),
            }
        }
        self.paragraph(&mut loose, reading, &mut made)?;
        Ok(made)
    }

    fn paragraph(
        &mut self,
        loose: &mut Vec<&Node>,
        reading: &mut Reading<'_>,
        made: &mut Vec<Value>,
    ) -> Result<(), RenderError> {
        let mut inline = self.inline(loose.drain(..), reading)?;
        trim(&mut inline);
        if !inline.is_empty() {
            keep_end(&mut inline);
            made.push(json!({ "e": "p", "c": inline }));
        }
        Ok(())
    }

    fn block(
        &mut self,
        element: &Element,
        reading: &mut Reading<'_>,
        made: &mut Vec<Value>,
    ) -> Result<(), RenderError> {
        let children = &element.children;
        let first = made.len();
        match element.name.as_str() {
            "p" => {
                let mut loose = children.iter().collect();
                self.paragraph(&mut loose, reading, made)?;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level: u8 = element.name[1..].parse().unwrap_or(2);
                let mut inline = self.inline(children, reading)?;
                trim(&mut inline);
                if !inline.is_empty() {
                    made.push(json!({ "e": "heading", "level": level.max(2), "c": inline }));
                }
            }
            "ul" | "ol" => {
                let list = self.list(element, reading)?;
                made.push(list);
            }
            "blockquote" => {
                let inner = self.blocks(children, reading)?;
                made.push(json!({ "e": "quote", "c": inner }));
            }
            "pre" => made.push(json!({ "e": "pre", "c": lines(&element.text()) })),
            "hr" => made.push(json!({ "e": "rule" })),
            "table" => {
                let table = self.table(element, reading)?;
                made.push(table);
            }
            "figure" => self.figure(element, reading, made)?,
            "div" if element.has_class("pictures") => {
                let row = self.blocks(children, reading)?;
                let is_row = row.len() > 1 && row.iter().all(|node| node["e"] == "figure");
                made.extend(if is_row { vec![json!({ "e": "row", "c": row })] } else { row });
            }
            _ => made.extend(self.blocks(children, reading)?),
        }
        if let Some(align) = align(element) {
            for paragraph in made[first..].iter_mut().filter(|block| block["e"] == "p") {
                paragraph["align"] = align.into();
            }
        }
        Ok(())
    }

    fn list(&mut self, list: &Element, reading: &mut Reading<'_>) -> Result<Value, RenderError> {
        let is_ordered = list.name == "ol";
        let mut number: i64 = list.get("start").and_then(|start| start.parse().ok()).unwrap_or(1);
        let mut items = Vec::new();
        for (item, nodes) in list.items() {
            let own = item.and_then(|item| item.get("value")?.parse().ok());
            number = own.unwrap_or(number);
            let mark = match (item, is_ordered) {
                (None, _) => String::new(),
                (_, true) => format!("{number}."),
                (_, false) => "●".to_owned(),
            };
            let blocks = self.blocks(nodes, reading)?;
            items.push(json!([mark, blocks]));
            number = number.saturating_add(1);
        }
        Ok(json!({ "e": "list", "items": items }))
    }

    fn table(
        &mut self,
        element: &Element,
        reading: &mut Reading<'_>,
    ) -> Result<Value, RenderError> {
        let grid = table::read(element);
        // Nothing reaches into the first row from above.
        let first = grid.head.first().or(grid.body.first());
        let columns = first.map_or(1, |row| row.iter().map(|cell| cell.columns).sum::<usize>());
        let mut rows = |rows: &[Vec<table::Cell<'_>>]| -> Result<Vec<Value>, RenderError> {
            let mut all = Vec::new();
            for row in rows {
                let mut cells = Vec::new();
                for cell in row {
                    let content = self.cell(cell.children, reading)?;
                    cells.push(json!({
                        "c": content, "align": cell.align, "colspan": cell.columns, "rowspan": cell.rows,
                    }));
                }
                all.push(Value::Array(cells));
            }
            Ok(all)
        };
        let (head, body) = (rows(&grid.head)?, rows(&grid.body)?);
        let caption = self.inline(grid.caption, reading)?;
        let needs = needs(&grid, columns);
        let least: Vec<&str> = needs.iter().map(|need| need.least.as_str()).collect();
        let most: Vec<f64> = needs.iter().map(|need| need.most).collect();
        Ok(json!({
            "e": "table", "columns": columns, "least": least, "most": most,
            "caption": caption, "head": head, "rows": body,
        }))
    }

    /// Sets what is in a cell. A single paragraph becomes plain text: there is nothing to indent.
    fn cell(&mut self, children: &[Node], reading: &mut Reading<'_>) -> Made {
        let mut blocks = self.blocks(children, reading)?;
        match blocks.as_mut_slice() {
            [only] if only["e"] == "p" => match only["c"].take() {
                Value::Array(inline) => Ok(inline),
                _ => Ok(Vec::new()),
            },
            _ => Ok(blocks),
        }
    }

    /// Sets a figure with a picture or a chart, and its caption. Of any other figure, the content
    /// is set as it is.
    fn figure(
        &mut self,
        element: &Element,
        reading: &mut Reading<'_>,
        made: &mut Vec<Value>,
    ) -> Result<(), RenderError> {
        let drawing = if element.has_class("chart") { element.first("svg") } else { None };
        let caption = match (drawing, element.first("figcaption")) {
            // The page folds a table away that shows the chart in numbers; only its title is set.
            (Some(_), Some(caption)) => caption.first("summary").or(Some(caption)),
            (_, caption) => caption,
        };
        let caption = match caption {
            Some(caption) => self.inline(&caption.children, reading)?,
            None => Vec::new(),
        };
        let shown = match (drawing, element.first("img")) {
            (Some(drawing), _) => Some(self.drawing(drawing)),
            (None, Some(image)) => self.image(image, reading)?,
            (None, None) => None,
        };
        let Some(mut figure) = shown else {
            made.extend(self.blocks(&element.children, reading)?);
            return Ok(());
        };
        if figure.is_string() {
            made.push(json!({ "e": "p", "c": [figure] }));
            if !caption.is_empty() {
                made.push(json!({ "e": "p", "c": caption }));
            }
            return Ok(());
        }
        figure["e"] = "figure".into();
        figure["caption"] = caption.into();
        made.push(figure);
        Ok(())
    }

    pub fn drawing(&mut self, element: &Element) -> Value {
        let (size, families) = (svg::size(element), &self.tools.press.families[2]);
        let file = self.add(
            "svg",
            svg::chart(element, families, &svg::on_paper(self.tools.theme.own_red.as_deref()))
                .into_bytes(),
        );
        json!({ "e": "picture", "file": file, "size": size, "alt": element.get("aria-label") })
    }

    /// A picture, or its description in brackets where it cannot be shown on paper.
    pub fn image(
        &mut self,
        image: &Element,
        reading: &Reading<'_>,
    ) -> Result<Option<Value>, RenderError> {
        let alt = image.get("alt").unwrap_or_default().trim();
        let url = image.get("src").and_then(picture_url);
        let known = url.and_then(|url| reading.text.pictures.get(&url));
        if let Some(about) = known
            && let Some(file) = self.keep(about)?
        {
            let alt = (!alt.is_empty()).then_some(alt);
            let node = json!({ "e": "picture", "file": file, "size": about.size, "alt": alt });
            return Ok(Some(node));
        }
        Ok((!alt.is_empty()).then(|| Value::from(format!("［{alt}］"))))
    }

    /// Keeps an author's picture, and answers its name; `None` when it cannot be shown.
    ///
    /// # Errors
    /// A picture that cannot be read.
    pub fn keep(&mut self, about: &BookletPicture) -> Result<Option<String>, RenderError> {
        let Some((kind, bytes)) = picture(about, WIDEST, self.tools)? else { return Ok(None) };
        let file = self.add(kind.extension(), bytes);
        self.sources.insert(file.clone(), about.path.clone());
        Ok(Some(file))
    }

    fn add(&mut self, extension: &str, bytes: Vec<u8>) -> String {
        let name = format!("picture-{}.{extension}", self.files.len() + 1);
        self.files.push((name.clone(), bytes));
        name
    }
}

/// Where the paragraphs of an element stand, when it is not as usual.
fn align(element: &Element) -> Option<&'static str> {
    let side =
        [("signature", "right"), ("addressee", "flush"), ("right", "right"), ("center", "center")];
    let is_center = element.name == "center";
    let own = side.iter().find(|(class, _)| element.has_class(class)).map(|(_, align)| *align);
    own.or(is_center.then_some("center"))
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "blockquote"
            | "pre"
            | "hr"
            | "table"
            | "figure"
            | "div"
            | "section"
            | "article"
            | "aside"
            | "header"
            | "footer"
            | "details"
            | "summary"
            | "dl"
            | "dt"
            | "dd"
            | "center"
            | "figcaption"
            | "caption"
            | "tbody"
            | "tr"
    )
}
