//! Tags of other generators in Markdown: shortcodes of Hugo, Liquid and Nunjucks, attributes of kramdown, boxes of
//! `VitePress`. What has a counterpart becomes it; of what has none the words stay, and it is counted.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;

use regex::Regex;

use super::args::Tag;
use super::code::{fenced, indented, span};
use super::counterparts::{self, literal};
use super::kind::Generator;
use super::told::{self, Told};

/// Tags of Liquid around what it leaves alone.
static RAW: LazyLock<Regex> = LazyLock::new(|| {
    let tag = r"\{%-?\s*(?:end)?raw\s*-?%\}";
    Regex::new(&format!(r"(?m)^[ \t]*{tag}[ \t]*\n|{tag}")).expect("a tested pattern")
});

/// A name or a class at the end of a heading.
static ATTRIBUTES: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\s*\{[#.:][^{}\n]*\}\s*$").expect("a tested pattern"));

/// A text as plain Markdown.
pub fn plain(text: &str, generator: Generator) -> (String, Told) {
    let mut scan = Scan { generator, told: Told::default(), depth: 0, endless: BTreeSet::new() };
    let text = text.replace("\r\n", "\n").replace(told::SIGNS, "");
    let out = scan.text(&text);
    (out, scan.told)
}

/// Tags in tags that are looked into.
const DEEPEST: usize = 16;

struct Scan {
    generator: Generator,
    told: Told,
    depth: usize,
    /// Tags that have no end behind the place that is read: nobody looks for it again.
    endless: BTreeSet<String>,
}

/// A tag where the text has one: what is typed, and what is behind it.
struct Found<'a> {
    typed: &'a str,
    inner: &'a str,
    rest: &'a str,
}

impl Scan {
    fn text(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        self.depth += 1;
        let endless = std::mem::take(&mut self.endless);
        while !rest.is_empty() {
            if (out.is_empty() || out.ends_with('\n'))
                && let Some(after) = self.line(rest, &mut out)
            {
                rest = after;
                continue;
            }
            let next = rest.find(['`', '\\', '{', '<', '\n']).unwrap_or(rest.len());
            out.push_str(&rest[..next]);
            rest = &rest[next..];
            rest = self.sign(rest, &mut out);
        }
        self.depth -= 1;
        self.endless = endless;
        out
    }

    /// Takes something that fills whole lines; what is behind it, when there is something.
    fn line<'a>(&mut self, text: &'a str, out: &mut String) -> Option<&'a str> {
        let line = text.split_inclusive('\n').next().unwrap_or_default();
        let start = line.trim_start();
        let behind = &text[line.len()..];
        if let Some(length) = fenced(text).or_else(|| indented(text, out)) {
            out.push_str(&self.code(&text[..length]));
            return Some(&text[length..]);
        }
        // A heading with its own name or classes.
        if line.starts_with('#')
            && let Some(found) = ATTRIBUTES.find(line)
        {
            out.push_str(&line[..found.start()]);
            return Some(&text[found.start() + found.as_str().trim_end().len()..]);
        }
        match self.generator {
            Generator::VitePress if start.starts_with(":::") => {
                let words: Vec<&str> = start.trim_start_matches(':').split_whitespace().collect();
                if let Some(kind) = words.first() {
                    *self.told.unwrapped.entry(format!("::: {kind}")).or_default() += 1;
                    let title = words[1..].join(" ");
                    if !title.is_empty() {
                        let _ = writeln!(out, "\n**{title}**");
                    }
                }
                out.push('\n');
                Some(behind)
            }
            Generator::VitePress if start.starts_with("<<< ") => {
                self.keep(start.trim_end(), out);
                out.push('\n');
                Some(behind)
            }
            Generator::VitePress if start.trim_end().eq_ignore_ascii_case("[[toc]]") => {
                Some(behind)
            }
            // The contents, which pages make by themselves, or attributes of the block above.
            Generator::Jekyll if matches!(start.trim_end(), "* TOC" | "- TOC" | "1. TOC") => {
                Some(behind)
            }
            Generator::Jekyll if start.starts_with("{:") && start.trim_end().ends_with('}') => {
                *self.told.unwrapped.entry("{: }".to_owned()).or_default() += 1;
                Some(behind)
            }
            _ => None,
        }
    }

    /// Code: what generators do with tags even there.
    fn code(&self, text: &str) -> String {
        match self.generator {
            Generator::Hugo => text
                .replace("{{</*", "{{<")
                .replace("*/>}}", ">}}")
                .replace("{{%/*", "{{%")
                .replace("*/%}}", "%}}"),
            Generator::Zola => text.replace("{{/*", "{{").replace("*/}}", "}}"),
            Generator::Jekyll => RAW.replace_all(text, "").into_owned(),
            _ => text.to_owned(),
        }
    }

    /// Takes what begins with one of the signs that are looked for; what is behind it.
    fn sign<'a>(&mut self, text: &'a str, out: &mut String) -> &'a str {
        let copy = |out: &mut String, length: usize| {
            out.push_str(&text[..length]);
            &text[length..]
        };
        let Some(first) = text.chars().next() else { return text };
        match first {
            '`' => {
                let run = text.len() - text.trim_start_matches('`').len();
                let length = span(text, run);
                out.push_str(&self.code(&text[..length]));
                &text[length..]
            }
            '\\' => copy(out, 1 + text[1..].chars().next().map_or(0, char::len_utf8)),
            '<' if text.starts_with("<!--") => {
                let end = text.find("-->").map_or(text.len(), |end| end + 3);
                let inner = text[4..].split("-->").next().unwrap_or_default().trim();
                match (inner, inner.strip_prefix("tab ")) {
                    (_, Some(name)) => {
                        let _ = writeln!(out, "\n**{}**", literal(name));
                    }
                    (inner, _) if inner.starts_with("@include") => self.keep(&text[..end], out),
                    // How much of a text lists show.
                    ("more" | "endtab" | "MORE" | "More" | "", _) => {}
                    _ => self.told.comments += 1,
                }
                &text[end..]
            }
            '{' => match self.tag(text, out) {
                Some(rest) => rest,
                None => copy(out, 1),
            },
            first => copy(out, first.len_utf8()),
        }
    }

    fn tag<'a>(&mut self, text: &'a str, out: &mut String) -> Option<&'a str> {
        let is_liquid = matches!(self.generator, Generator::Hexo | Generator::Jekyll);
        match self.generator {
            Generator::Hugo if text.starts_with("{{<") => {
                self.paired(&enclosed(text, "{{<", ">}}")?, out)
            }
            Generator::Hugo if text.starts_with("{{%") => {
                self.paired(&enclosed(text, "{{%", "%}}")?, out)
            }
            Generator::Zola if text.starts_with("{%") => {
                self.paired(&enclosed(text, "{%", "%}")?, out)
            }
            Generator::Zola if text.starts_with("{{") => {
                self.paired(&enclosed(text, "{{", "}}")?, out)
            }
            _ if is_liquid && text.starts_with("{%") => {
                self.paired(&enclosed(text, "{%", "%}")?, out)
            }
            _ if is_liquid && text.starts_with("{#") && self.generator == Generator::Hexo => {
                self.told.comments += 1;
                Some(enclosed(text, "{#", "#}")?.rest)
            }
            _ if is_liquid && text.starts_with("{{") => {
                Some(self.value(&enclosed(text, "{{", "}}")?, out))
            }
            Generator::MdBook if text.starts_with("{{#") => {
                let found = enclosed(text, "{{", "}}")?;
                self.keep(found.typed, out);
                Some(found.rest)
            }
            Generator::Jekyll if text.starts_with("{::comment}") => {
                self.told.comments += 1;
                let ends = ["{:/comment}", "{:/}"];
                let end = ends.iter().filter_map(|end| Some(text.find(end)? + end.len())).min();
                Some(&text[end.unwrap_or(text.len())..])
            }
            // Attributes of what stands before them.
            Generator::Jekyll if text.starts_with("{:") => {
                let found = enclosed(text, "{", "}").filter(|found| !found.inner.contains('\n'))?;
                *self.told.unwrapped.entry("{: }".to_owned()).or_default() += 1;
                Some(found.rest)
            }
            _ => None,
        }
    }

    /// A value that the generator puts in.
    fn value<'a>(&mut self, found: &Found<'a>, out: &mut String) -> &'a str {
        let inner = found.inner.trim().trim_matches('-').trim();
        let first = inner.split('|').next().unwrap_or_default().trim();
        let quoted = |quote: char| first.strip_prefix(quote)?.strip_suffix(quote);
        match (first, quoted('"').or_else(|| quoted('\''))) {
            // Links are led from the top of the site.
            ("site.baseurl" | "site.url" | "site.github.url" | "config.root", _) => {}
            (_, Some(text)) => out.push_str(text),
            _ => self.keep(found.typed, out),
        }
        found.rest
    }

    /// A tag that may have an end of its own, and a text between them.
    fn paired<'a>(&mut self, found: &Found<'a>, out: &mut String) -> Option<&'a str> {
        let inner = found.inner.trim_matches('-').trim();
        if let Some(shown) = inner.strip_prefix("/*").and_then(|inner| inner.strip_suffix("*/")) {
            // A tag that is written about.
            let length = if self.generator == Generator::Zola { 2 } else { 3 };
            let end = found.typed.len() - length;
            let (Some(open), Some(close)) = (found.typed.get(..length), found.typed.get(end..))
            else {
                return None;
            };
            let shown = format!("{open}{shown}{close}");
            self.told.keep(shown, out);
            return Some(found.rest);
        }
        // Zola writes its tags like functions.
        let mut typed = inner.to_owned();
        if self.generator == Generator::Zola {
            typed = typed.replacen('(', " ", 1).replacen(')', " ", 1).replace(", ", " ");
        }
        let tag = Tag::of(&typed);
        if tag.name.is_empty() || !tag.name.starts_with(|c: char| c.is_alphabetic()) {
            return None;
        }
        let mut end = None;
        // Those of Zola that stand for themselves have other signs.
        let is_alone = self.generator == Generator::Zola && found.typed.starts_with("{{");
        if !is_alone && !self.endless.contains(&tag.name) {
            end = self.end_of(&tag.name, found.rest);
            if end.is_none() {
                self.endless.insert(tag.name.clone());
            }
        }
        let is_address =
            ["](", "](<", "=\"", "='", "]: "].iter().any(|before| out.ends_with(before));
        let (between, rest) = match end {
            Some((between, rest)) => (Some(between), rest),
            None => (None, found.rest),
        };
        match (tag.name.as_str(), between) {
            ("raw" | "verbatim" | "rawhtml" | "html" | "raw_html", Some(between)) => {
                out.push_str(between);
            }
            ("comment", Some(_)) => self.told.comments += 1,
            (_, between) => match counterparts::of(&tag, between, is_address) {
                Some(markdown) => out.push_str(&markdown),
                None => match between {
                    Some(between) => self.unwrap(&tag, between, out),
                    None if is_lock(&tag.name) => {
                        // Its end is missing. What stands behind its name is a password.
                        self.told.is_locked = true;
                        let end = found.typed.find(&tag.name).map_or(0, |at| at + tag.name.len());
                        self.keep(&format!("{} …", &found.typed[..end]), out);
                    }
                    None => self.keep(found.typed, out),
                },
            },
        }
        Some(rest)
    }

    /// What stands between a tag and its end, and what is behind that.
    fn end_of<'a>(&self, name: &str, text: &'a str) -> Option<(&'a str, &'a str)> {
        let is_hugo = self.generator == Generator::Hugo;
        let open = if is_hugo { "{{" } else { "{%" };
        let mut at = 0;
        let mut inside = 0;
        while let Some(start) = text[at..].find(open) {
            let start = at + start;
            let behind = &text[start + open.len()..];
            let close = behind.find(if is_hugo { "}}" } else { "%}" })?;
            let inner = behind[..close].trim_matches(['<', '>', '%', '-', ' ']);
            let after = start + open.len() + close + 2;
            let is_end = if is_hugo {
                inner.strip_prefix('/').is_some_and(|own| own.trim().eq_ignore_ascii_case(name))
            } else {
                inner == "end" || inner.strip_prefix("end").is_some_and(|own| own.trim() == name)
            };
            if is_end && inside == 0 {
                return Some((&text[..start], &text[after..]));
            }
            let is_same =
                inner.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case(name));
            if is_end {
                inside -= 1;
            } else if is_same {
                inside += 1;
            }
            at = after;
        }
        None
    }

    fn unwrap(&mut self, tag: &Tag, between: &str, out: &mut String) {
        *self.told.unwrapped.entry(tag.name.clone()).or_default() += 1;
        let is_locked = is_lock(&tag.name);
        self.told.is_locked |= is_locked;
        let title = tag.words().join(" ");
        if !title.is_empty() && !is_locked {
            let _ = write!(out, "\n\n**{}**\n\n", literal(&title));
        }
        let inner = if self.depth < DEEPEST { self.text(between) } else { between.to_owned() };
        out.push_str(&inner);
    }

    /// A tag without a counterpart stays as it was typed.
    fn keep(&mut self, typed: &str, out: &mut String) {
        let shown = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let name: String = shown.chars().take(40).collect();
        *self.told.kept.entry(name).or_default() += 1;
        self.told.keep(shown, out);
    }
}

/// Whether a tag is for those who know a password.
fn is_lock(name: &str) -> bool {
    ["encrypt", "password", "protect"].iter().any(|lock| name.contains(lock))
}

/// What stands between two signs at the start of a text.
fn enclosed<'a>(text: &'a str, open: &str, close: &str) -> Option<Found<'a>> {
    let end = text[open.len()..].find(close)? + open.len();
    let whole = end + close.len();
    Some(Found { typed: &text[..whole], inner: &text[open.len()..end], rest: &text[whole..] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_markdown_or_stay_and_are_told() {
        use Generator::{Hexo, Hugo, Jekyll, MdBook, VitePress, Zola};
        for (generator, text, expected, kept, unwrapped) in [
            (
                Hugo,
                "甲\n{{< figure src=\"a b.jpg\" title=\"图1\" >}}\n乙",
                "甲\n![](a%20b.jpg \"图1\")\n乙",
                0,
                0,
            ),
            (Hugo, "[甲]({{< ref \"x.md\" >}})", "[甲](kuaixun-ref:x.md)", 0, 0),
            (Hugo, "`{{< a >}}` {{</* b */>}}", "`{{< a >}}` {{< b >}}", 0, 0),
            (Hugo, "{{< note \"说 明\" >}}甲{{< /note >}}乙", "\n\n**说 明**\n\n甲乙", 0, 1),
            (Hugo, "{{< chart 3 >}}", "{{< chart 3 >}}", 1, 0),
            (Hugo, "```\n{{</* b */>}}\n```\n{{ x }}", "```\n{{< b >}}\n```\n{{ x }}", 0, 0),
            (Hexo, "{% asset_img pic a.png 300 图 一 %}", "![](a.png \"图 一\")", 0, 0),
            (Hexo, "{% post_link b 另一篇 %}<!-- more -->", "[另一篇](kuaixun-ref:b)", 0, 0),
            (Hexo, "{% codeblock lang:js %}\na\n{% endcodeblock %}", "\n\n```js\na\n```\n\n", 0, 0),
            (Hexo, "{% raw %}{{ a }}{% endraw %}{{ b }}", "{{ a }}{{ b }}", 1, 0),
            (Jekyll, "![a]({{ site.baseurl }}/a.png){: .b}", "![a](/a.png)", 0, 1),
            (Jekyll, "* TOC\n{:toc}\n甲", "甲", 0, 1),
            (
                Jekyll,
                "{% include image.html url='a.png' caption='图' %}",
                "![](a.png \"图\")",
                0,
                0,
            ),
            (VitePress, "::: tip 提示\n甲\n:::\n", "\n**提示**\n\n甲\n\n", 0, 1),
            (Zola, "{{ youtube(id=\"abc\") }}", "<https://www.youtube.com/watch?v=abc>", 0, 0),
            (MdBook, "{{#include a.rs}}", "{{#include a.rs}}", 1, 0),
            (Hexo, "甲{%", "甲{%", 0, 0),
            (Hexo, "{% note %}甲{%}", "{% note %}甲{%}", 1, 0),
            (Jekyll, "{%\u{3000}/* b */%}", "{%\u{3000}/* b */%}", 0, 0),
            (Hexo, "甲\n\n    {% post_link b %}\n", "甲\n\n    {% post_link b %}\n", 0, 0),
            (
                Zola,
                "{{ youtube(id=\"abc\") }} {% quote() %}引{% end %}",
                "<https://www.youtube.com/watch?v=abc> \n\n> 引\n\n",
                0,
                0,
            ),
            (Jekyll, "甲{::comment}内部{:/comment}乙", "甲乙", 0, 0),
            (
                Jekyll,
                "``` js\n{% raw %}{{ a }}{% endraw %}\n```\n3~5",
                "``` js\n{{ a }}\n```\n3~5",
                0,
                0,
            ),
            (Hexo, "{% encrypt 口令 %}甲", "{% encrypt …甲", 1, 0),
            (Hugo, "{{< encrypt \"口 令\" >}}甲{{< /encrypt >}}", "甲", 0, 1),
            (Hugo, "{{< ref \"a.md\" >}}", "[a\\.md](kuaixun-ref:a.md)", 0, 0),
            (Hexo, "{% link 文字 https://e.example %}", "[文字](https://e.example)", 0, 0),
            (Hexo, "{% btn https://e.example, 按钮 %}", "{% btn https://e.example, 按钮 %}", 1, 0),
        ] {
            let (out, told) = plain(text, generator);
            let out = told.restore(&out, str::to_owned);
            assert_eq!(out, expected, "{text}");
            assert_eq!((told.kept.len(), told.unwrapped.len()), (kept, unwrapped), "{text}");
        }
    }
}
