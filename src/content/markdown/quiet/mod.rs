//! Signs that are no markup where they stand: `10~20`, `3*4`, a bare address, the name of a tag. The parser
//! would read each as the start of a markup, so it sees a character instead that the text does not have.

mod stars;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use comrak::Node;
use comrak::nodes::NodeValue;
use regex::{Match, Regex};

use super::{addresses, html};
use stars::signs;

/// One `~` alone, and not escaped.
static RANGE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|[^~\\])(~)(?:[^~]|$)").expect("a tested pattern"));

/// A bare address, as far as it is ASCII; also one inside a link.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:https?://|ftp://|www\.)[!#-'*-;=?-Z_a-z~]+").expect("a tested pattern")
});

/// The definition of a link (`CommonMark` 4.7), from its start on.
static DEFINITION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^ {0,3}(\[)([^\[\]^][^\[\]]*)\]:[ \t]*\n?[ \t]*[^\s]")
        .expect("a tested pattern")
});

/// What may be the label of a link.
static LABEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[([^\[\]]+)\]").expect("a tested pattern"));

/// A character written as a number.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"&#(?:[xX]([0-9A-Fa-f]{1,6})|([0-9]{1,7}));?").expect("a tested pattern")
});

/// The signs, in the order of their stand-ins.
const SIGNS: [char; 7] = [' ', '_', '~', '*', '<', '[', '\\'];

/// Whether a text may have markup of lines: one of those that may be quiet, apart from blanks, `]`, or a backtick.
pub fn has_sign(text: &str) -> bool {
    // All bytes of a chunk are looked at together, by instructions for many bytes at once.
    let is_sign =
        |byte: &u8| matches!(byte, b'~' | b'*' | b'_' | b'<' | b'[' | b']' | b'`' | b'#' | b'\\');
    text.as_bytes()
        .chunks(128)
        .any(|chunk| chunk.iter().fold(false, |any, byte| any | is_sign(byte)))
}

/// The characters that stand for quiet signs in a text.
#[derive(Clone, Copy)]
pub struct Quiet([char; 7]);

impl Quiet {
    /// Chooses characters of one byte that a text does not have, nor is made of; `None` where it has all.
    pub fn of(text: &str) -> Option<Self> {
        // Most texts have none of the signs.
        if !has_sign(text) {
            return None;
        }
        let numbers = NUMBERED.captures_iter(text).filter_map(|number| {
            let parse = |group: usize, base| {
                number.get(group).and_then(|digits| u32::from_str_radix(digits.as_str(), base).ok())
            };
            parse(1, 16).or_else(|| parse(2, 10)).and_then(char::from_u32)
        });
        let numbered: BTreeSet<char> =
            if text.contains("&#") { numbers.collect() } else { BTreeSet::new() };
        // Letters first: the parser takes them as they are everywhere, but no control character in an
        // address. So the signs that stand in addresses come first.
        let all = ('A'..='Z').rev().chain(('a'..='z').rev()).chain('\u{1}'..='\u{8}');
        let mut free = all.filter(|c| !text.contains(*c) && !numbered.contains(c));
        let mut next = || free.next();
        Some(Self([next()?, next()?, next()?, next()?, next()?, next()?, next()?]))
    }

    /// What stands for a blank in an address, if anything can.
    pub fn blank(self) -> Option<char> {
        Some(self.0[0]).filter(|blank| !blank.is_ascii_control())
    }

    /// A text with the signs quiet that are no markup; `None` when it has none.
    pub fn quieten(self, text: &str) -> Option<String> {
        let mut quiet = if text.contains('~') { signs(&RANGE, text) } else { Vec::new() };
        if text.contains('*') {
            quiet.extend(stars::quiet(text));
        }
        if text.contains('<') {
            quiet.extend(html::named_tags(text));
        }
        quiet.extend(unused_definitions(text));
        let has_address = text.contains(['*', '_', '~']) && addresses::may_be(text);
        for address in ADDRESS.find_iter(if has_address { text } else { "" }) {
            // Marks at its end close what was opened before it.
            let inner = address.as_str().trim_end_matches(['*', '_', '~', ')', '.', ',']);
            let marks = inner.match_indices(['*', '_', '~']);
            quiet.extend(marks.map(|(at, _)| address.start() + at));
        }
        // A sign behind a backslash is one already.
        quiet.retain(|at| !is_escaped(text, *at));
        if text.contains('\\') {
            quiet.extend(PATH.find_iter(text).flat_map(|path| {
                let signs = path.as_str().match_indices(['\\', '*', '_', '~']);
                signs.map(|(at, _)| path.start() + at).collect::<Vec<_>>()
            }));
        }
        if self.0.iter().any(char::is_ascii_control) {
            let places = destinations(text);
            quiet.retain(|at| {
                let before = places.partition_point(|place| place.end <= *at);
                !places.get(before).is_some_and(|place| place.contains(at))
            });
        }
        if quiet.is_empty() {
            return None;
        }
        let mut bytes = text.as_bytes().to_vec();
        for at in quiet {
            let sign = SIGNS.iter().position(|sign| *sign as u8 == bytes[at]);
            if let Some(stand_in) = sign.map(|sign| self.0[sign]) {
                bytes[at] = stand_in as u8;
            }
        }
        Some(String::from_utf8(bytes).expect("one byte of ASCII for another"))
    }

    /// A piece of the parser's text with its signs put back.
    pub fn back(self, text: &str) -> String {
        let sign = |c: char| self.0.iter().position(|stand_in| *stand_in == c).map(|at| SIGNS[at]);
        text.chars().map(|c| sign(c).unwrap_or(c)).collect()
    }

    /// Puts all signs back into a parsed tree.
    pub fn restore(self, root: Node<'_>) {
        let back = |text: &mut String| {
            if text.contains(self.0) {
                *text = self.back(text);
            }
        };
        for node in root.descendants() {
            match &mut node.data_mut().value {
                NodeValue::Text(text) if text.contains(self.0) => *text = self.back(text).into(),
                NodeValue::Code(code) => back(&mut code.literal),
                NodeValue::CodeBlock(block) => {
                    back(&mut block.info);
                    back(&mut block.literal);
                }
                NodeValue::HtmlBlock(block) => back(&mut block.literal),
                NodeValue::HtmlInline(html) => back(html),
                NodeValue::Link(link) | NodeValue::Image(link) => {
                    back(&mut link.url);
                    back(&mut link.title);
                }
                NodeValue::FootnoteDefinition(note) => back(&mut note.name),
                NodeValue::FootnoteReference(note) => back(&mut note.name),
                _ => {}
            }
        }
    }
}

/// A path of Windows.
static PATH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[A-Za-z]:\\|\\\\[\p{Han}A-Za-z0-9.-]+\\)[^\s，。；！？、（）《》“”|<>]*")
        .expect("a tested pattern")
});

/// Where paths of Windows stand in a text: their backslashes, stars and lines mean themselves.
pub fn paths(text: &str) -> impl Iterator<Item = Range<usize>> {
    // Two backslashes behind a letter are one that is typed: `yyyy\\-mm\\-dd`.
    let is_apart = |path: &Match<'_>| {
        !path.as_str().starts_with('\\')
            || !text[..path.start()].ends_with(|c: char| c.is_ascii_alphanumeric())
    };
    PATH.find_iter(text).filter(is_apart).map(|path| path.range())
}

/// Whether a backslash takes the meaning of a sign away, and no other takes that of the backslash.
fn is_escaped(text: &str, at: usize) -> bool {
    let before = &text.as_bytes()[..at];
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// Where definitions of links begin that no link refers to: they would not be seen. `[注]: 无` is one.
fn unused_definitions(text: &str) -> Vec<usize> {
    if !text.contains("]:") {
        return Vec::new();
    }
    let label = |label: &str| label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let used = LABEL.captures_iter(text).filter(|found| {
        let end = found.get(0).expect("the label").end();
        !text[end..].starts_with(':')
    });
    let used: BTreeSet<String> = used.map(|found| label(&found[1])).collect();
    let all = DEFINITION.captures_iter(text);
    let unused = all.filter(|found| !used.contains(&label(&found[2])));
    unused.filter_map(|found| found.get(1)).map(|open| open.start()).collect()
}

/// Where the destinations of links stand, in order: no control character is allowed in one.
fn destinations(text: &str) -> Vec<Range<usize>> {
    static PLACE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\](?:\(|:)\s*<?[^\s<>]*|<[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*>")
            .expect("a tested pattern")
    });
    PLACE.find_iter(text).map(|place| place.range()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quiet(text: &str) -> String {
        let quiet = Quiet::of(text).expect("free letters");
        let new = quiet.quieten(text).unwrap_or_else(|| text.to_owned());
        assert_eq!(quiet.back(&new), text);
        new
    }

    #[test]
    fn paths_of_windows_stand_apart() {
        let found = |text: &str| paths(text).map(|path| text[path].to_owned()).collect::<Vec<_>>();
        assert_eq!(found(r"在C:\_资料_，"), [r"C:\_资料_"]);
        assert_eq!(found(r"放在\\server\a，"), [r"\\server\a"]);
        assert!(found(r"yyyy\\-mm\\-dd").is_empty());
    }

    #[test]
    fn ranges_products_and_addresses_are_no_markup() {
        let texts = [
            "10~20，30~50",
            "3*4*5米",
            "2*3=6，4*5=20",
            "长3米*宽4米*高5米",
            "1月~3月",
            "2**10=1024，3**2=9",
            "圆柱体积π*r^2*h，a*b*c",
            "石斧*2、石锛*3，面包*2（甲）",
            "王*明、李*华，张**、赵*。",
            "体积=长*宽*高，利润=单价*数量*折扣。",
            "单价*数量=金额，长*宽*高=体积",
            "注：带*的为重点项目，标*的为新增项目。",
            "文件*.doc和*.xls",
            "*为一般，**为良好，***为优秀。",
            "身份证 3708********1234",
            "张三138****1234，李四139****5678",
            "0.85**，0.92**。",
            "r=0.8*，s=0.9*。",
        ];
        for text in texts.into_iter().chain(["见https://a.cn/_x_/~y*z，"]) {
            let quiet = quiet(text);
            assert!(!quiet.contains(['~', '*', '_']) && quiet.len() == text.len(), "{quiet}");
        }
        for text in [
            "~~删~~",
            "*重点*2023年",
            "**0.85**，*b*。",
            "* 甲*乙*\n* 丙",
            "***\n",
            "***重***",
            "**3**4",
            "***这里。****",
            "这个****特定的****问题",
            "i * 10，**yield (i * 10) = 10**，",
            "***Request**，",
            "**function\\* X** 和",
            "JSON**（缩写）**文",
            "**CLH 锁**，**30 元** 的，**根，左，右**。",
            "甲*重点*，乙*重*。",
            "*为人民服务*是宗旨。",
            "**为什么抓培训？**因为这样。",
            "**附加**的条件",
            "*甲、乙*，丙",
            "\\~",
            "transl. in*Life Sciences*, 1961, Stein.*Introduction to Law*(3rd",
            "~~~\n",
            "**https://a.cn/x**。",
        ] {
            assert_eq!(quiet(text), text);
        }
    }

    #[test]
    fn a_text_with_every_letter_has_quiet_signs_but_in_destinations() {
        let letters: String = ('A'..='Z').chain('a'..='z').collect();
        let text = format!(
            "{letters} 3*4 ![](https://a.cn/1*2.png) [甲]( https://a.cn/1_2) [乙](\nhttps://a.cn/3_4) \
             [丙]: https://a.cn/5_6\n<https://a.cn/7_8> &#1;"
        );
        let new = quiet(&text);
        let kept = ["1*2.png", "1_2", "3_4", "5_6", "7_8"].iter().all(|kept| new.contains(kept));
        assert!(kept && !new.contains("3*4") && !new.contains('\u{1}'), "{new}");
    }
}
