//! The Markdown of other generators as HTML.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options};

use regex::Regex;

use super::counterparts::REF;
use super::kind::Generator;
use super::site::Site;
use crate::content::markdown::parser;
use crate::import::Refusal;
use crate::import::found::{Found, Remark};

/// Renders a text. A heading at its start is its title, where it has no other.
///
/// # Errors
/// When it is beyond the limits of an article.
pub fn html(markdown: &str, site: &Site, found: &mut Found) -> Result<String, Refusal> {
    let arena = Arena::new();
    let options = options(site);
    let root = parser::parse_as(&arena, markdown, &options).map_err(|_| Refusal::TooDeep)?;
    if found.title.is_empty()
        && let Some(first) = root.first_child()
        && matches!(&first.data().value, NodeValue::Heading(heading) if heading.level == 1)
    {
        found.title = words(first);
        first.detach();
    }
    let mut scripts = 0;
    let mut components = BTreeMap::new();
    let lines: Vec<&str> = markdown.lines().collect();
    for node in root.descendants().collect::<Vec<_>>() {
        if is_single(node, &lines) {
            // Only two strike out: one stands between figures, as in 10~20.
            let around = || arena.alloc(AstNode::from(NodeValue::Text("~".into())));
            node.insert_before(around());
            node.children()
                .collect::<Vec<_>>()
                .into_iter()
                .for_each(|child| node.insert_before(child));
            node.insert_before(around());
            node.detach();
            continue;
        }
        let value = &mut node.data_mut().value;
        match value {
            // Formulas stay as they are typed.
            NodeValue::Math(math) => {
                let sign = if math.display_math { "$$" } else { "$" };
                *value = NodeValue::Text(format!("{sign}{}{sign}", math.literal).into());
            }
            NodeValue::HtmlBlock(html) => scripts += active(&html.literal, &mut components),
            NodeValue::HtmlInline(html) => scripts += active(html, &mut components),
            _ => {}
        }
    }
    if scripts > 0 {
        found
            .remarks
            .push(Remark::new("import-left-out").with("kind", "script").with("count", scripts));
    }
    for (component, count) in components {
        let name = format!("{component} × {count}");
        found
            .remarks
            .push(Remark::warning("import-lost").with("kind", "element").with("name", name));
    }
    let mut out = String::new();
    comrak::format_html(root, &options, &mut out).expect("writing to a String cannot fail");
    // In a block of HTML no link was read.
    Ok(UNREAD.replace_all(&out, "<a href=\"$2\">$1</a>").into_owned())
}

/// Whether a node is struck out by one sign on each side.
fn is_single<'a>(node: &'a AstNode<'a>, lines: &[&str]) -> bool {
    let data = node.data();
    let start = data.sourcepos.start;
    let line = lines.get(start.line.wrapping_sub(1)).copied().unwrap_or_default();
    let typed = line.as_bytes().get(start.column.wrapping_sub(1)..).unwrap_or_default();
    matches!(data.value, NodeValue::Strikethrough)
        && typed.starts_with(b"~")
        && !typed.starts_with(b"~~")
}

fn options(site: &Site) -> Options<'static> {
    let mut options = parser::options();
    options.extension.autolink = true;
    options.extension.math_dollars = true;
    options.extension.description_lists =
        matches!(site.generator, Generator::Hugo | Generator::Jekyll);
    options.extension.alerts = matches!(site.generator, Generator::Hugo | Generator::VitePress);
    options.parse.leave_footnote_definitions = false;
    options.render.hardbreaks = site.breaks_lines;
    options
}

/// A link that a tag became where Markdown is not read.
static UNREAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"\[([^\[\]]*)\]\(({REF}[^()\s]*)\)")).expect("a tested pattern")
});

/// An element that only a program of the site shows, such as `<Badge text="新"/>`: its words may stand in the tag.
static COMPONENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<(?:[A-Z][A-Za-z0-9]*|[a-z]+-[a-z-]+)(?:\s[^<>]*)?/?>").expect("a tested pattern")
});

/// How many scripts and styles a piece of HTML begins; counts the components in it.
fn active(html: &str, components: &mut BTreeMap<String, usize>) -> usize {
    for component in COMPONENT.find_iter(html) {
        let shown: String = component.as_str().chars().take(60).collect();
        *components.entry(shown).or_default() += 1;
    }
    let html = html.to_ascii_lowercase();
    html.matches("<script").count() + html.matches("<style").count()
}

/// The words of a heading.
fn words<'a>(heading: &'a AstNode<'a>) -> String {
    let mut out = String::new();
    for node in heading.descendants() {
        match &node.data().value {
            NodeValue::Text(text) => out.push_str(text),
            NodeValue::Code(code) => out.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => out.push(' '),
            _ => {}
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sign_strikes_nothing_out() {
        let site = Site::of(&|_| None);
        let shown = |text: &str| {
            html(text, &site, &mut Found { title: "甲".to_owned(), ..Found::default() })
        };
        for (text, expected) in [
            ("每天3~5次，每次10~20分钟。", "<p>每天3~5次，每次10~20分钟。</p>\n"),
            (
                "- 甲~~乙~~丙~丁**戊**~己",
                "<ul>\n<li>甲<del>乙</del>丙~丁<strong>戊</strong>~己</li>\n</ul>\n",
            ),
            ("$a_1~b_2$", "<p>$a_1~b_2$</p>\n"),
        ] {
            assert_eq!(shown(text).as_deref(), Ok(expected));
        }
    }
}
