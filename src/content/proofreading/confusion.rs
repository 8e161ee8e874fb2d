//! Words that are mistaken for others (convention 30): a small neutral list, and the site's own
//! `data/words.yaml`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;

use super::passage::{Found, Kind, Passage};
use crate::base::{Checked, Diagnostic, SourcePath, han};
use crate::content::yaml::fields::Fields;

/// Each entry is a wrong word, the right one, and the characters that make it part of another word:
/// those before it, and those behind it.
const WORDS: &[(&str, &str, &str, &str)] = &[
    ("部份", "部分", "", "额"),
    ("做为", "作为", "", "什"),
    ("座落", "坐落", "一二三四五六七八九十两几多每这那整", "成"),
    ("布署", "部署", "公发颁宣分", "名"),
    ("签定", "签订", "标书", "义"),
    ("峻工", "竣工", "", ""),
    ("竟争", "竞争", "究毕", ""),
    ("竟赛", "竞赛", "究毕", ""),
    ("究竞", "究竟", "研", "争赛"),
    ("渡假", "度假", "过", ""),
    ("松驰", "松弛", "", "骋援"),
    ("按装", "安装", "", "机载箱备配订修"),
    ("气慨", "气概", "", ""),
    ("急燥", "急躁", "", ""),
    ("烦燥", "烦躁", "", ""),
    ("枯躁", "枯燥", "", ""),
    ("气侯", "气候", "", ""),
    ("侯车", "候车", "", ""),
    ("震憾", "震撼", "", ""),
    ("遗撼", "遗憾", "", ""),
    ("廉正建设", "廉政建设", "", ""),
    ("防碍", "妨碍", "国消海边预", ""),
    ("亲睐", "青睐", "", ""),
    ("贯切", "贯彻", "", ""),
    ("幅射", "辐射", "", ""),
    ("粗旷", "粗犷", "", ""),
    ("通货膨涨", "通货膨胀", "", ""),
    ("渊源流长", "源远流长", "", ""),
    ("源源流长", "源远流长", "", ""),
    ("一如继往", "一如既往", "", ""),
    ("迫不急待", "迫不及待", "", ""),
    ("按步就班", "按部就班", "", ""),
    ("走头无路", "走投无路", "", ""),
    ("再接再励", "再接再厉", "", ""),
    ("再所不惜", "在所不惜", "", ""),
    ("莫明其妙", "莫名其妙", "", ""),
    ("名符其实", "名副其实", "", ""),
    ("不径而走", "不胫而走", "", ""),
    ("竟竟业业", "兢兢业业", "", ""),
    ("鼎立相助", "鼎力相助", "", ""),
    ("穿流不息", "川流不息", "", ""),
    ("相形见拙", "相形见绌", "", ""),
    ("重蹈复辙", "重蹈覆辙", "", ""),
    ("融汇贯通", "融会贯通", "", ""),
    ("一愁莫展", "一筹莫展", "", ""),
    ("招聘启示", "招聘启事", "", ""),
    ("征文启示", "征文启事", "", ""),
    ("征集启示", "征集启事", "", ""),
    ("招领启示", "招领启事", "", ""),
    ("登陆网站", "登录网站", "", ""),
    ("登陆系统", "登录系统", "", ""),
    ("登陆平台", "登录平台", "", ""),
    ("反应问题", "反映问题", "", ""),
    ("反应诉求", "反映诉求", "", ""),
    ("反应意见", "反映意见", "", ""),
    ("截至日期", "截止日期", "", ""),
    ("截至时间", "截止时间", "", ""),
];

/// Mistakes that only the words around them show. Group 1 of the pattern is the wrong word; the
/// text is the right one.
static PATTERNS: LazyLock<[(Regex, &str); 4]> = LazyLock::new(|| {
    let regex = |text| Regex::new(text).expect("a tested pattern");
    [
        // 报名时间截止到6月20日 is right: something ends there.
        (
            regex(concat!(
                "(?:^|[。；，、：！？（“\\s　年])(截止到?)",
                "(?:[0-9]{4}年|[0-9]{1,2}月|目前|当前|现在|今年|去年|年底|上月|本月|月底|昨日|今日|日前)",
            )),
            "截至",
        ),
        (regex("(登陆)[^。；，！？\n]{0,8}(?:官网|网站|网址|公众号)"), "登录"),
        (
            regex(
                "(?:媒体|日报|晚报|电视台|报社|记者)[^。；！？\n]{0,14}(报到)(?:了|过)?[^，。；、到会处上人证后时]",
            ),
            "报道",
        ),
        (
            regex(
                "[，。；\n](即)(?:是|为|要|能|可|有|了解|保证|方便)[^。；！？，,]{1,24}[，,]?又(?:是|为|要|能|可|有|了解|掌握|保证|方便)",
            ),
            "既",
        ),
    ]
});

/// The words that are looked for, the program's and a site's: wrong words, and wrong forms of
/// names.
#[derive(Clone, Debug)]
pub struct WordList {
    matcher: AhoCorasick,
    entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    right: String,
    /// The right word; empty when the word that was found is right as it stands.
    before: &'static str,
    behind: &'static str,
}

impl Default for WordList {
    fn default() -> Self {
        Self::new(&[], &[])
    }
}

impl WordList {
    /// The words of this program with those of a site. `wrong` has pairs of a wrong and a right
    /// word; `right` has words that are right although a part of them looks wrong.
    fn new(wrong: &[(String, String)], right: &[String]) -> Self {
        let own = wrong.iter().map(|(wrong, right)| (wrong.as_str(), right.clone(), "", ""));
        let kept = right.iter().map(|word| (word.as_str(), String::new(), "", ""));
        let known = WORDS
            .iter()
            .map(|(wrong, right, before, behind)| (*wrong, (*right).to_owned(), *before, *behind));
        let mut words: Vec<&str> = Vec::new();
        let mut entries = Vec::new();
        for (word, right, before, behind) in own.chain(kept).chain(known) {
            if !words.contains(&word) {
                words.push(word);
                entries.push(Entry { right, before, behind });
            }
        }
        let matcher = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&words);
        Self { matcher: matcher.expect("a list of words is small"), entries }
    }

    /// Reads `data/words.yaml`. Under `wrong` are lines of `wrong: right`, under `names` each name
    /// with a list of its wrong forms, under `right` words that are right as they stand.
    pub fn parse(file: &SourcePath, text: &str) -> Checked<Self> {
        let mut fields = match Fields::parse(file, text, 0, &[]) {
            Ok(fields) => fields,
            Err(findings) => return Checked::with(Self::default(), findings),
        };
        let mut wrong: Vec<(String, String)> = Vec::new();
        for (word, right) in fields.pairs("wrong") {
            wrong.extend(right.into_iter().next().map(|right| (word, right)));
        }
        for (name, forms) in fields.pairs("names") {
            wrong.extend(forms.into_iter().map(|form| (form, name.clone())));
        }
        wrong.retain(|(word, right)| !word.is_empty() && word != right);
        let right = fields.list("right");
        Checked::with(Self::new(&wrong, &right), fields.finish())
    }

    /// Finds wrong words in a text, with their bytes.
    pub fn find(&self, text: &str) -> Vec<(Diagnostic, Range<usize>)> {
        let mut found = Vec::new();
        for hit in self.matcher.find_iter(text) {
            let entry = &self.entries[hit.pattern().as_usize()];
            let before = text[..hit.start()].chars().next_back();
            let behind = text[hit.end()..].chars().next();
            let is_other = |c: Option<char>, list: &str| c.is_some_and(|c| list.contains(c));
            // The right form of a name may hold the wrong one: 市科技局, 科技局.
            let word = &text[hit.range()];
            let is_whole = is_inside(text, hit.start(), word, &entry.right);
            if !entry.right.is_empty()
                && !is_other(before, entry.before)
                && !is_other(behind, entry.behind)
                && !is_whole
            {
                found.push((wrong_word(word, &entry.right), hit.range()));
            }
        }
        for (pattern, right) in PATTERNS.iter() {
            for hit in pattern.captures_iter(text) {
                let word = hit.get(1).expect("the word");
                found.push((wrong_word(word.as_str(), right), word.range()));
            }
        }
        found
    }
}

/// Whether the word at `at` is part of the longer `right`, and the text has all of `right` there.
fn is_inside(text: &str, at: usize, word: &str, right: &str) -> bool {
    right.match_indices(word).any(|(inner, _)| {
        at >= inner && text[at - inner..].starts_with(right) && text.is_char_boundary(at - inner)
    })
}

fn wrong_word(word: &str, right: &str) -> Diagnostic {
    Diagnostic::warning("wrong-word").with("word", word).with("right", right)
}

/// Characters in names that are taken for each other: they sound alike or look alike.
const ALIKE: [(char, char); 22] = [
    ('拖', '托'),
    ('碳', '炭'),
    ('账', '帐'),
    ('账', '胀'),
    ('镇', '填'),
    ('园', '圆'),
    ('园', '院'),
    ('村', '林'),
    ('丘', '邱'),
    ('傅', '付'),
    ('肖', '萧'),
    ('戴', '代'),
    ('阎', '闫'),
    ('沂', '祈'),
    ('泗', '四'),
    ('辰', '晨'),
    ('圣', '胜'),
    ('宏', '弘'),
    ('鸿', '宏'),
    ('华', '花'),
    ('源', '原'),
    ('晶', '精'),
];

/// Suffixes that make a word a name.
const NAMED: [&str; 14] = [
    "县", "市", "镇", "乡", "村", "街道", "公司", "集团", "科技", "有限", "厂", "学校", "中心",
    "基地",
];

/// Where a form of a name stands: the number of the passage, and its start and end there, in bytes.
type Place = (usize, usize, usize);

/// Finds one name in two forms in one text: 布拖县 and 布托县. The rarer form is reported; if both
/// are equally frequent, the later one.
pub fn names(passages: &[Passage]) -> Found {
    let all: Vec<&Passage> = passages.iter().filter(|passage| passage.kind != Kind::Code).collect();
    let forms = forms(&all);
    let word = |(place, start, end): &Place| &all[*place].text[*start..*end];
    let is_named = |places: &[Place]| {
        places.iter().any(|(place, _, end)| named(&all[*place].text[*end..]).is_some())
    };
    let mut found: BTreeMap<usize, (Diagnostic, Range<usize>)> = BTreeMap::new();
    for (one, other) in ALIKE {
        for ((key, _), places) in forms.iter().filter(|((_, c), _)| *c == one) {
            let Some(others) = forms.get(&(key.clone(), other)) else { continue };
            if !is_named(places) && !is_named(others) {
                continue;
            }
            let is_first = (others.len(), places.first()) < (places.len(), others.first());
            let (right, wrong) = if is_first { (places, others) } else { (others, places) };
            for place in wrong {
                let finding = Diagnostic::warning("two-forms")
                    .with("word", word(place))
                    .with("other", word(&right[0]));
                let range = all[place.0].source(&(place.1..place.2));
                found.entry(range.start).or_insert((finding, range));
            }
        }
    }
    found.into_values().collect()
}

/// The suffix of a name that a text begins with.
fn named(text: &str) -> Option<&'static str> {
    NAMED.into_iter().find(|suffix| text.starts_with(suffix))
}

/// Where each character of [`ALIKE`] stands, by its neighbours: the character before with the
/// name's suffix behind, and the two characters before.
fn forms(all: &[&Passage]) -> BTreeMap<(String, char), Vec<Place>> {
    let mut forms: BTreeMap<(String, char), Vec<Place>> = BTreeMap::new();
    for (place, passage) in all.iter().enumerate() {
        for (at, c) in passage.text.char_indices() {
            if !ALIKE.iter().any(|(one, other)| *one == c || *other == c) {
                continue;
            }
            let mut before = passage.text[..at].chars().rev();
            let Some(last) = before.next().filter(|last| han::is_han(*last)) else { continue };
            let end = at + c.len_utf8();
            let here = (place, at - last.len_utf8(), end);
            if let Some(suffix) = named(&passage.text[end..]) {
                forms.entry((format!("{last}_{suffix}"), c)).or_default().push(here);
            }
            if let Some(second) = before.next().filter(|second| han::is_han(*second)) {
                forms.entry((format!("{second}{last}_"), c)).or_default().push(here);
            }
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hits(text: &str) -> Vec<(String, String)> {
        let told = |(finding, _): (Diagnostic, Range<usize>)| {
            let arg = |name| finding.arg(name).unwrap_or_default().to_owned();
            (arg("word"), arg("right"))
        };
        WordList::default().find(text).into_iter().map(told).collect()
    }

    fn pair(word: &str, right: &str) -> (String, String) {
        (word.to_owned(), right.to_owned())
    }

    #[test]
    fn wrong_words_are_found() {
        assert_eq!(
            hits("截止到11月份，截止2007年底"),
            [pair("截止到", "截至"), pair("截止", "截至")]
        );
        assert_eq!(hits("电视台等媒体报到了博览会"), [pair("报到", "报道")]);
        assert_eq!(hits("做为一名干部，部份单位"), [pair("做为", "作为"), pair("部份", "部分")]);
        assert_eq!(hits("调查，即为领导当好参谋，又为企业服务"), [pair("即", "既")]);
    }

    #[test]
    fn words_that_only_look_wrong_pass() {
        for text in [
            "报名截止时间",
            "内部份额",
            "一座落成的",
            "公布署名",
            "究竟争取",
            "过渡假设",
            "学员报到",
            "记者前往学校报到处",
            "按装机容量",
            "截止日期为3月",
            "即将，又",
            "受理时间截止到6月20日",
            "征文截止12月31日",
            "基础研究竞争力",
            "轻松驰骋",
            "记者到新单位报到上班",
            "台风登陆福建",
        ] {
            assert_eq!(hits(text), [], "{text}");
        }
    }

    #[test]
    fn one_name_in_two_forms_is_found() {
        let forms = |texts: &[&str]| {
            let passages: Vec<_> =
                texts.iter().map(|text| Passage::of(Kind::Paragraph, text, 0)).collect();
            let word = |(finding, _): (Diagnostic, Range<usize>)| {
                finding.arg("word").unwrap_or_default().to_owned()
            };
            names(&passages).into_iter().map(word).collect::<Vec<_>>()
        };
        assert_eq!(forms(&["布拖县委", "布拖县", "布托县"]), ["布托"]);
        assert_eq!(forms(&["天博晶碳项目", "天博晶炭科技有限公司"]), ["晶炭"]);
        assert_eq!(forms(&["书院街道的果园", "科技园"]), Vec::<String>::new());
    }

    #[test]
    fn a_site_has_words_of_its_own() {
        let file = SourcePath::new("data/words.yaml").unwrap();
        let text = "wrong:\n  村村通网: 村村通工程\nnames:\n  曲阜师范大学: [曲师大学, 曲阜师大]\nright: [做为堂]\n";
        let list = WordList::parse(&file, text);
        assert_eq!(list.diagnostics, []);
        let words = |text| list.value.find(text).len();
        assert_eq!(words("曲师大学和村村通网"), 2);
        assert_eq!(words("曲阜师范大学和做为堂"), 0);
    }
}
