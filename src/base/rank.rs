//! The numbers that parts of official prose begin with (convention 24): 第一章, 一、, （一）, 1., （1）.

/// The kinds of numbers in official prose, the one above all others first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 一、
    First,
    /// （一）
    Second,
    /// 1.
    Third,
    /// （1）
    Fourth,
}

impl Rank {
    /// The rank of the number a line begins with, if it begins with one.
    pub fn of(line: &str) -> Option<Self> {
        let line = line.trim_start_matches(['\u{3000}', ' ']);
        let numeral = |c: char| "一二三四五六七八九十百〇零".contains(c);
        if let Some(rest) = line.strip_prefix('第') {
            let after = rest.trim_start_matches(|c| numeral(c) || c.is_ascii_digit());
            let is_numbered = after.len() < rest.len();
            let is_apart = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\u{3000}']);
            return match (after.strip_prefix('章'), after.strip_prefix('节')) {
                (Some(rest), _) if is_numbered && is_apart(rest) => Some(Self::Chapter),
                (_, Some(rest)) if is_numbered && is_apart(rest) => Some(Self::Section),
                _ => None,
            };
        }
        let inner = line.strip_prefix(['（', '(']);
        let rest = inner.unwrap_or(line);
        let chinese = rest.trim_start_matches(numeral);
        let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
        let arabic = rest.trim_start_matches(is_digit);
        let is_chinese = chinese.len() < rest.len();
        let digits = rest[..rest.len() - arabic.len()].chars().count();
        match inner {
            Some(_) if is_chinese && chinese.starts_with(['）', ')']) => Some(Self::Second),
            Some(_) if (1..=2).contains(&digits) && arabic.starts_with(['）', ')']) => {
                Some(Self::Fourth)
            }
            None if is_chinese && chinese.starts_with('、') => Some(Self::First),
            None if (1..=2).contains(&digits) => {
                let after = arabic.strip_prefix(['.', '．', '、'])?;
                (!after.starts_with(is_digit)).then_some(Self::Third)
            }
            _ => None,
        }
    }
}

/// Where the number of an article of a regulation ends with which a line begins, in bytes: 第三条　…
pub fn article(line: &str) -> Option<usize> {
    let rest = line.strip_prefix('第')?;
    let end = rest.find('条')?;
    let is_numeral = |c: char| "一二三四五六七八九十百〇零".contains(c) || c.is_ascii_digit();
    let is_number = end > 0 && rest[..end].chars().all(is_numeral);
    let after = &rest[end + '条'.len_utf8()..];
    let is_apart = after.is_empty() || after.starts_with([' ', '\u{3000}', '：', ':', '（']);
    (is_number && is_apart).then_some(line.len() - after.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_of_official_prose() {
        for (line, rank) in [
            ("一、工作回顾", Some(Rank::First)),
            ("　　（二）科技宣传", Some(Rank::Second)),
            ("(三)科技兴农", Some(Rank::Second)),
            ("1.培训情况", Some(Rank::Third)),
            ("12、培训情况", Some(Rank::Third)),
            ("（1）乡镇", Some(Rank::Fourth)),
            ("3.5亿元", None),
            ("2007.全年", None),
            ("一年来，", None),
            ("（见附件）", None),
            ("１．培训", Some(Rank::Third)),
            ("第一章 总则", Some(Rank::Chapter)),
            ("第二节", Some(Rank::Section)),
            ("第一章节", None),
        ] {
            assert_eq!(Rank::of(line), rank, "{line}");
        }
    }
}
