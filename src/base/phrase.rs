//! Where a title may break: between words, never inside one.
//!
//! A dictionary tells the words. On top of it stand a typesetter's rules: a figure keeps its unit, a particle its
//! word, a short title its marks 《》, and no character stands alone.

use std::sync::LazyLock;

use jieba_rs::Jieba;

use super::han::{is_han, is_shared_punctuation, is_wide};

/// A longer text, in bytes, is no title, and breaks anywhere.
const TITLE: usize = 1000;
/// A title in 《》 of fewer characters, with its first mark, is not broken.
const BOOK: usize = 9;
/// The same for what stands in “”.
const QUOTED: usize = 6;
/// At most so many characters are kept together because one of them stands alone.
const KEPT: usize = 8;

/// What has more characters is no number of a telephone.
const NUMBER: usize = 24;

/// Particles, which belong to the word before them.
const PARTICLES: &str = "的了着过等们地得之者于吗呢吧";
/// Verbs, prepositions and conjunctions of one character, which belong to the word after them.
const OPENERS: &str = "在为与和及对向从以由被把将用使让到至获赴建抓促创办讲学做看谈论访评赞记致送迎战防治推保提增\
    抢兴强树严细实再更最很不未勿请如何谁若因而或并但即既且也又就才都还仅只先后要应能可比个来走";
/// Kinds of offices, places, people and things, which belong to the word before them.
const SUFFIXES: &str = "局厅委站所馆园场厂院校镇乡村区队组团员家者率量额型性化法奖篇名户亩吨元";
/// The most frequent family names of one character: the name given goes with them.
const FAMILIES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘袁于董余叶蒋杜苏魏程吕丁任\
    沈姚卢姜崔钟谭陆汪范廖石金贾韦夏付方邹熊孟秦邱侯江尹薛闫雷龙陶贺毛郝顾龚邵万钱严武戴莫孔汤";
const OPENING: &str = "（《〈「『【〔“‘([{";
const CLOSING: &str = "）》〉」』】〕”’，。；：！？、)]},.;:!?%％‰℃…—·～~";
/// Marks that end a figure.
const PERCENT: &str = "%％‰℃";
/// Marks inside figures and numbers of telephones.
const JOINING: &str = "-·—～~.,:/–";

/// The words of one to four characters that are frequent in jieba's dictionary, each with its frequency. All of its words
/// take five times as long to read and break no more titles well.
const WORDS: &str = include_str!("words.txt");

static DICTIONARY: LazyLock<Jieba> = LazyLock::new(|| {
    Jieba::with_dict(&mut WORDS.as_bytes()).expect("each line has a word and a number")
});

/// Reads the dictionary, which takes a fiftieth of a second, unless that was done before.
pub fn prepare() {
    LazyLock::force(&DICTIONARY);
}

/// The pieces of a text, in order, between which a line may break; joined they are the text. A text without Han
/// characters is one piece: it breaks at its spaces.
pub fn phrases(text: &str) -> Vec<&str> {
    if text.len() > TITLE || !text.chars().any(is_han) {
        return vec![text];
    }
    let words = DICTIONARY.cut(text, false);
    let mut pieces = Vec::new();
    let (mut start, mut end) = (0, 0);
    for pair in words.windows(2) {
        end += pair[0].word.len();
        let gap =
            Gap { text, at: end, piece: &text[start..end], word: pair[0].word, next: pair[1].word };
        if !gap.is_kept() {
            pieces.push(gap.piece);
            start = end;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// The pieces of a text, in order, and which are the numbers of telephones and days with hyphens inside: a line breaks after
/// a hyphen otherwise.
pub fn numbers(text: &str) -> Vec<(&str, bool)> {
    let is_digit = |c: char| c.is_ascii_digit();
    let is_part = |c: char| is_digit(c) || c == '-';
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('-') {
        let start = rest[..at].trim_end_matches(is_part).len();
        let end = rest.len() - rest[at..].trim_start_matches(is_part).len();
        let number = &rest[start..end];
        let is_number = number.starts_with(is_digit) && number.ends_with(is_digit);
        pieces.push((&rest[..start], false));
        pieces.push((number, is_number && number.len() <= NUMBER));
        rest = &rest[end..];
    }
    pieces.push((rest, false));
    pieces
}

/// A place between two words.
struct Gap<'a> {
    text: &'a str,
    /// Where it is in the text, in bytes.
    at: usize,
    /// What may not be broken before it, with the last word.
    piece: &'a str,
    word: &'a str,
    next: &'a str,
}

impl Gap<'_> {
    /// Whether a line must not break here.
    fn is_kept(&self) -> bool {
        let (last, first) = (self.word.chars().next_back(), self.next.chars().next());
        let (Some(last), Some(first)) = (last, first) else { return true };
        self.marks(last, first).unwrap_or_else(|| self.is_one_figure(first) || self.is_alone())
            || in_short_title(self.text, self.at)
    }

    /// What the marks and spaces on both sides say.
    fn marks(&self, last: char, first: char) -> Option<bool> {
        let is_ours = |c: char| is_wide(c) || is_shared_punctuation(c);
        let is_latin = |c: char| c.is_ascii_alphanumeric();
        let is_joined = is_latin(last) && JOINING.contains(first)
            || JOINING.contains(last) && is_latin(first)
            || !is_ours(last) && !is_ours(first);
        if CLOSING.contains(first) || OPENING.contains(last) || first.is_whitespace() || is_joined {
            return Some(true);
        }
        if only(self.next).is_some_and(|c| PARTICLES.contains(c)) {
            return Some(true);
        }
        // 第 3 期
        let is_unit = last.is_whitespace() && only(self.next).is_some();
        if is_unit && self.piece.trim_end().ends_with(|c: char| c.is_ascii_digit()) {
            return Some(true);
        }
        let is_free = last.is_whitespace() || CLOSING.contains(last) && !PERCENT.contains(last);
        is_free.then_some(false)
    }

    /// Whether both sides are parts of a figure with its unit, of 第3期, of 5月20日, or of 维生素C.
    fn is_one_figure(&self, first: char) -> bool {
        is_figure(self.word) && is_han(first) && self.next.chars().count() <= 2
            || is_figure(self.next) && self.piece.ends_with(['第', '月'])
            || self.next.len() == 1 && first.is_ascii_alphanumeric()
    }

    /// Whether a break would leave a character alone that belongs to this side or the other.
    fn is_alone(&self) -> bool {
        let (word, next) = (only(self.word), only(self.next));
        let opens = |one: Option<char>| one.is_some_and(|c| OPENERS.contains(c));
        let is_whole = self.piece.len() == self.word.len();
        let is_bound =
            word.is_some_and(|c| !PARTICLES.contains(c) && (is_whole || !SUFFIXES.contains(c)));
        let is_short = self.piece.chars().count() + self.next.chars().count() <= KEPT;
        let is_name = word.is_some_and(|c| FAMILIES.contains(c)) && self.next.chars().count() <= 2;
        is_name
            || is_bound && (is_short || is_whole || opens(word))
            || next.is_some()
                && (is_short && !opens(next) || self.at + self.next.len() == self.text.len())
    }
}

/// The Han character that a word consists of.
fn only(word: &str) -> Option<char> {
    let mut all = word.chars();
    let first = all.next().filter(|c| is_han(*c));
    first.filter(|_| all.next().is_none())
}

/// Whether a word is a figure, in digits or in Han.
fn is_figure(word: &str) -> bool {
    let is_digit = |c: char| {
        c.is_numeric() || PERCENT.contains(c) || "一二三四五六七八九十百千万亿两几半数".contains(c)
    };
    word.chars().next_back().is_some_and(is_digit)
        && word.chars().all(|c| is_digit(c) || ".,".contains(c))
}

/// Whether a place in a text is between 《 and 》, or “ and ”, that are not far from each other.
fn in_short_title(text: &str, at: usize) -> bool {
    [('《', '》', BOOK), ('“', '”', QUOTED)].into_iter().any(|(open, close, most)| {
        let Some(from) = text[..at].rfind(open) else { return false };
        let inner = text[from..].split_once(close).map(|(inner, _)| inner);
        inner.is_some_and(|inner| from + inner.len() > at && inner.chars().count() <= most)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(title: &str) -> String {
        phrases(title).join("/")
    }

    #[test]
    fn titles_break_between_words() {
        for title in [
            "科学家/研究/生命/科学的/新方法",
            "发展中国家/农业/技术/合作/论坛/在济宁市/举行",
            "全市/高新技术/产业/产值/同比/增长/3.5%",
            "5月20日/举办/计算机/会议/系统/操作/培训",
            "《科普法》/宣传周/活动/启动",
            "投资1 200万元/建设/农业/科技/示范园",
            "种子/公司/服务/热线/0537-4412345开通",
            "2007年/第3期/《科技简报》/目录",
            "科技/周刊/（第 276 期）：/网络",
            "落实/“十一五”/规划",
            "GDP growth of 3.5%",
        ] {
            let plain = title.replace('/', "");
            let allowed: Vec<usize> =
                title.match_indices('/').enumerate().map(|(n, (at, _))| at - n).collect();
            let mut at = 0;
            for piece in &phrases(&plain)[..phrases(&plain).len() - 1] {
                at += piece.len();
                assert!(allowed.contains(&at), "{} is not {title}", shown(&plain));
            }
        }
        assert_eq!(shown("曲阜市科技局召开会议"), "曲阜市/科技局/召开/会议");
    }

    #[test]
    fn numbers_are_told_from_dashes() {
        let found = |text| {
            let numbers = numbers(text).into_iter().filter(|(_, is_number)| *is_number);
            numbers.map(|(number, _)| number).collect::<Vec<_>>()
        };
        assert_eq!(
            found("电话0537-4412345，传真0537-4412346-8。"),
            ["0537-4412345", "0537-4412346-8"]
        );
        assert_eq!(found("2007-03-05"), ["2007-03-05"]);
        assert!(found("A-1、-5℃、-、a-b、1-").is_empty());
    }

    proptest! {
        #[test]
        fn pieces_are_the_text(text in "[科技的第一二《》“”，：1-9a-c% ]{0,40}|\\PC{0,40}") {
            prop_assert_eq!(phrases(&text).concat(), text.clone());
            prop_assert_eq!(numbers(&text).into_iter().map(|(piece, _)| piece).collect::<String>(), text.clone());
            prop_assert!(phrases(&text).iter().all(|piece| !piece.is_empty()) || text.is_empty());
        }
    }
}
