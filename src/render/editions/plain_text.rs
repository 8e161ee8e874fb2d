//! The edition for mail as plain text.

use std::convert::Infallible;

use super::links::{Lead, follow};
use super::sheet::{self, IssueSheet};
use super::table;
use crate::base::tree::{self, DEEPEST, Element, Node};
use crate::content::Words;
use crate::plan::view::{Booklet, BookletText};

/// Writes the plain text, its lines ended as mail and Notepad want them.
pub fn make(booklet: &Booklet, words: &Words) -> Vec<u8> {
    let body = &mut |text: &BookletText| {
        Ok::<_, Infallible>(inner(&tree::parse(&text.body.to_string(), DEEPEST), booklet))
    };
    let Ok(sheet) = sheet::of(booklet, words, body);
    let mut lines: Vec<String> = Vec::new();
    for issue in sheet.issues {
        issue_lines(issue, words, &mut lines);
    }
    let colon = words.get("colon");
    let address = sheet.front.address;
    lines.extend(address.map(|url| format!("{}{colon}{url}", words.get("on_the_web"))));
    let text = lines.into_iter().fold(String::new(), |all, line| all + line.trim_end() + "\r\n");
    text.into_bytes()
}

fn issue_lines(issue: IssueSheet<'_, Vec<String>>, words: &Words, lines: &mut Vec<String>) {
    lines.extend(issue.classification.map(str::to_owned));
    lines.extend([issue.masthead.to_owned(), issue.label.to_owned()]);
    lines.push(format!("{}　{}", issue.publisher, issue.date.unwrap_or_default()));
    lines.extend(issue.theme.map(str::to_owned));
    lines.push(RULE.to_owned());
    if issue.items.len() > 1 {
        lines.push(words.get("contents").to_owned());
        let titles = issue.items.iter().enumerate();
        lines.extend(titles.map(|(place, item)| format!("{}. {}", place + 1, item.listed)));
        lines.push(RULE.to_owned());
    }
    if let Some(note) = issue.note {
        lines.push(words.get("editors_note").to_owned());
        lines.extend(note);
        lines.push(RULE.to_owned());
    }
    let (attached, colon) = (words.get("attachments"), words.get("colon"));
    for item in issue.items {
        lines.push(String::new());
        lines.extend(item.column.map(|column| format!("【{column}】")));
        lines.extend(item.kicker.map(str::to_owned));
        lines.push(item.title.to_owned());
        lines.extend(item.subtitle);
        lines.push(String::new());
        lines.extend(item.corrections);
        lines.extend(item.body);
        lines.extend(item.signature);
        lines.extend(item.downloads.into_iter().map(|download| {
            let address = download.address.map(|address| format!(" {address}"));
            format!("{attached}{colon}{}{}", download.title, address.unwrap_or_default())
        }));
    }
    if !issue.announced.is_empty() {
        lines.extend([String::new(), words.get("corrections").to_owned()]);
        lines.extend(issue.announced);
    }
    lines.push(RULE.to_owned());
    lines.extend(issue.recipients.into_iter().map(|(name, who)| format!("{name}{who}")));
    lines.extend(issue.staff);
}

const RULE: &str = "────────────────────";

fn write_plain(nodes: &[Node], booklet: &Booklet, lines: &mut Vec<String>) {
    let new_line = |lines: &mut Vec<String>, start: &str| lines.push(start.to_owned());
    for node in nodes {
        let element = match node {
            Node::Text(text) => {
                push_words(lines.last_mut().expect("there is a first line"), text);
                continue;
            }
            Node::Element(element) => element,
        };
        match element.name.as_str() {
            "svg" | "rp" => {}
            "a" if element.has_class("footnote-back") => {}
            "sup" if element.has_class("footnote-ref") => {
                let mark = format!("[{}]", element.text());
                lines.last_mut().expect("there is a first line").push_str(&mark);
            }
            "br" => new_line(lines, ""),
            "img" | "video" | "audio" => {
                let alt = element.get("alt").or(element.get("aria-label")).unwrap_or_default();
                if !alt.is_empty() {
                    lines.last_mut().expect("there is a first line").extend(["［", alt, "］"]);
                }
            }
            "a" => {
                write_plain(&element.children, booklet, lines);
                let lead = element.get("href").and_then(|href| follow(booklet, href));
                if let Some(Lead::Out(address)) = lead
                    && !address.ends_with(element.text().trim())
                {
                    lines.last_mut().expect("there is a first line").extend(["（", &address, "）"]);
                }
            }
            "pre" => lines.extend(element.text().lines().map(str::to_owned)),
            "ol" | "ul" => list(element, booklet, lines),
            "table" => rows(element, booklet, lines),
            // Two to the third is not twenty-three.
            "sup" => wrap(element, booklet, lines, ["^(", ")"]),
            "sub" => wrap(element, booklet, lines, ["_(", ")"]),
            "del" | "s" | "strike" => wrap(element, booklet, lines, ["［删：", "］"]),
            "rt" => wrap(element, booklet, lines, ["（", "）"]),
            "q" => wrap(element, booklet, lines, ["“", "”"]),
            "input" => {
                let mark = if element.get("checked").is_some() { "[√]" } else { "[　]" };
                lines.last_mut().expect("there is a first line").push_str(mark);
            }
            "p" => {
                new_line(lines, "　　");
                write_plain(&element.children, booklet, lines);
                new_line(lines, "");
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "div" | "section"
            | "figure" | "figcaption" | "summary" | "caption" | "dt" | "dd" => {
                new_line(lines, "");
                write_plain(&element.children, booklet, lines);
                new_line(lines, "");
            }
            _ => write_plain(&element.children, booklet, lines),
        }
    }
}

/// Adds text to a line, with single blanks as HTML shows them.
fn push_words(line: &mut String, text: &str) {
    for word in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
        let is_blank = word.ends_with(|c: char| c.is_ascii_whitespace());
        line.push_str(word.trim_end_matches(|c: char| c.is_ascii_whitespace()));
        if is_blank && !line.is_empty() && !line.ends_with([' ', '　']) {
            line.push(' ');
        }
    }
}

/// Writes what is in an element between two marks.
fn wrap(element: &Element, booklet: &Booklet, lines: &mut Vec<String>, marks: [&str; 2]) {
    lines.last_mut().expect("there is a first line").push_str(marks[0]);
    write_plain(&element.children, booklet, lines);
    lines.last_mut().expect("there is a first line").push_str(marks[1]);
}

/// The lines of some nodes, without blank lines.
fn inner(nodes: &[Node], booklet: &Booklet) -> Vec<String> {
    let mut lines = vec![String::new()];
    write_plain(nodes, booklet, &mut lines);
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// Writes a line for each row of a table.
fn rows(element: &Element, booklet: &Booklet, lines: &mut Vec<String>) {
    let table = table::read(element);
    lines.extend(inner(table.caption, booklet));
    for row in table.head.iter().chain(&table.body) {
        let cells = row.iter().map(|cell| inner(cell.children, booklet).join(" "));
        let cells: Vec<String> = cells.map(|cell| cell.trim().to_owned()).collect();
        lines.push(cells.join(" | "));
    }
    lines.push(String::new());
}

/// Writes a line for each item of a list. Further lines of an item are indented.
fn list(list: &Element, booklet: &Booklet, lines: &mut Vec<String>) {
    let mut number: i64 = list.get("start").and_then(|start| start.parse().ok()).unwrap_or(1);
    for (item, nodes) in list.items() {
        let own = item.and_then(|item| item.get("value")?.parse().ok());
        number = own.unwrap_or(number);
        let mark = if list.name == "ol" { format!("{number}. ") } else { "● ".to_owned() };
        let mut inner = inner(nodes, booklet).into_iter();
        if item.is_some() {
            lines.push(mark + inner.next().unwrap_or_default().trim_start());
        }
        lines.extend(inner.map(|line| "　　".to_owned() + line.as_str()));
        number = number.saturating_add(1);
    }
    lines.push(String::new());
}
