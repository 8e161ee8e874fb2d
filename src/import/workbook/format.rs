//! Formats of cells (ECMA-376, 18.8.31): how a number, a day or a text is shown.

/// What a format puts at a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Sign {
    /// A text of its own.
    Text(String),
    /// A digit: `0`, `#` or `?`, by what stands there where the number has none.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// `E+` or `E-`: whether a plus is shown.
    Exponent(bool),
    Slash,
    /// A part of a day or of its time, by its letter, and how often it is written.
    Moment(char, usize),
    /// Hours, minutes or seconds in all.
    Elapsed(char, usize),
    /// Before or after noon: the word for each.
    Noon([&'static str; 2]),
    /// The text of the cell.
    At,
    /// The number as it is without a format.
    General,
}

/// What a section is for, where it says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Condition {
    Below(f64),
    NotAbove(f64),
    Above(f64),
    NotBelow(f64),
    Equal(f64),
    NotEqual(f64),
}

impl Condition {
    fn of(text: &str) -> Option<Self> {
        let number = |rest: &str| rest.trim().parse().ok();
        for (sign, make) in [
            ("<=", Self::NotAbove as fn(f64) -> Self),
            (">=", Self::NotBelow),
            ("<>", Self::NotEqual),
            ("<", Self::Below),
            (">", Self::Above),
            ("=", Self::Equal),
        ] {
            if let Some(rest) = text.strip_prefix(sign) {
                return number(rest).map(make);
            }
        }
        None
    }

    fn holds(self, number: f64) -> bool {
        match self {
            Self::Below(bound) => number < bound,
            Self::NotAbove(bound) => number <= bound,
            Self::Above(bound) => number > bound,
            Self::NotBelow(bound) => number >= bound,
            // As Excel compares: what is typed is what is meant.
            Self::Equal(bound) => number.total_cmp(&bound).is_eq(),
            Self::NotEqual(bound) => number.total_cmp(&bound).is_ne(),
        }
    }
}

/// How numbers of some kind, or texts, are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    pub signs: Vec<Sign>,
    condition: Option<Condition>,
    /// Whether names of months and days are Chinese.
    pub is_chinese: bool,
    /// Whether Excel writes its digits in Chinese.
    pub has_chinese_digits: bool,
    /// Whether it is as the system has it: what is typed behind does not count.
    is_fixed: bool,
}

impl Section {
    /// Whether it has a sign.
    pub fn has(&self, wanted: impl Fn(&Sign) -> bool) -> bool {
        self.signs.iter().any(wanted)
    }
}

/// A format.
#[derive(Clone, Debug)]
pub struct Format {
    sections: Vec<Section>,
    /// How texts are shown; `None` where they are as they are.
    pub text: Option<Section>,
}

/// The longest format that Excel takes.
const LONGEST: usize = 255;

impl Format {
    /// Reads a format. One that no Excel takes is that of numbers without one.
    pub fn of(code: &str) -> Self {
        let code = if code.chars().count() > LONGEST { "General" } else { code };
        let mut sections = parse(code);
        // The fourth is for texts, and a last one that says so.
        let is_text = sections.len() > 3
            || sections.last().is_some_and(|last| last.has(|sign| *sign == Sign::At));
        let text = if is_text { sections.pop() } else { None };
        sections.truncate(3);
        Self { sections, text }
    }

    /// The section that shows a number, and whether it shows a number below nothing without its sign.
    pub fn section(&self, number: f64) -> Option<(&Section, bool)> {
        let all = &self.sections;
        if all.iter().any(|section| section.condition.is_some()) {
            // Where none is for it, the number is as it is without a format.
            let found = all.iter().find(|one| one.condition.is_none_or(|rule| rule.holds(number)));
            return found.map(|section| (section, false));
        }
        let at = match all.len() {
            0 | 1 => 0,
            2 => usize::from(number < 0.0),
            _ if number > 0.0 => 0,
            _ if number < 0.0 => 1,
            _ => 2,
        };
        all.get(at).map(|section| (section, at == 1))
    }
}

fn parse(code: &str) -> Vec<Section> {
    let mut all = vec![Section::default()];
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let section = all.last_mut().expect("there is one");
        let behind = &rest[c.len_utf8()..];
        rest = match c {
            ';' => {
                all.push(Section::default());
                behind
            }
            _ if section.is_fixed => behind,
            '"' => {
                let (text, behind) = behind.split_once('"').unwrap_or((behind, ""));
                section.signs.push(Sign::Text(text.to_owned()));
                behind
            }
            '\\' | '!' | '_' | '*' => {
                let next = behind.chars().next();
                // As wide as a character, or filled with it: nothing to read.
                if let (Some(next), '\\' | '!') = (next, c) {
                    section.signs.push(Sign::Text(next.to_string()));
                }
                &behind[next.map_or(0, char::len_utf8)..]
            }
            '[' => {
                let (inside, behind) = behind.split_once(']').unwrap_or((behind, ""));
                bracket(inside, section);
                behind
            }
            _ => word(rest, section),
        };
    }
    all
}

/// What stands in brackets: a condition, a language with its money, a time in all, a colour.
fn bracket(inside: &str, section: &mut Section) {
    let small = inside.to_ascii_lowercase();
    if let Some(money) = inside.strip_prefix('$') {
        let (money, language) = money.rsplit_once('-').unwrap_or((money, ""));
        let language = language.to_ascii_uppercase();
        section.is_chinese |=
            ["804", "404", "C04", "1004"].iter().any(|one| language.ends_with(one));
        if !money.is_empty() {
            section.signs.push(Sign::Text(money.to_owned()));
        }
        // Long days and times are as the system has them.
        let code = match language.as_str() {
            "F800" => "yyyy年m月d日",
            "F400" => "h:mm:ss",
            _ => return,
        };
        section.signs = parse(code).pop().map(|one| one.signs).unwrap_or_default();
        section.is_fixed = true;
    } else if let Some(letter) = small
        .chars()
        .next()
        .filter(|first| matches!(first, 'h' | 'm' | 's') && small.chars().all(|c| c == *first))
    {
        section.signs.push(Sign::Elapsed(letter, small.len()));
    } else if small.starts_with("dbnum") {
        section.has_chinese_digits = true;
    } else if let Some(condition) = Condition::of(inside) {
        section.condition = Some(condition);
    }
}

/// Reads a sign that is typed as it is; answers what is behind it.
fn word<'a>(rest: &'a str, section: &mut Section) -> &'a str {
    for (typed, sign) in [
        ("General", Sign::General),
        ("G/通用格式", Sign::General),
        ("AM/PM", Sign::Noon(["AM", "PM"])),
        ("A/P", Sign::Noon(["A", "P"])),
        ("上午/下午", Sign::Noon(["上午", "下午"])),
        ("E+", Sign::Exponent(true)),
        ("E-", Sign::Exponent(false)),
    ] {
        if rest.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed)) {
            section.signs.push(sign);
            return &rest[typed.len()..];
        }
    }
    let c = rest.chars().next().unwrap_or_default();
    let letter = c.to_ascii_lowercase();
    if matches!(letter, 'y' | 'm' | 'd' | 'h' | 's' | 'a' | 'e') {
        let behind = rest.trim_start_matches([letter, letter.to_ascii_uppercase()]);
        section.signs.push(Sign::Moment(letter, rest.len() - behind.len()));
        return behind;
    }
    section.signs.push(match c {
        '0' | '#' | '?' => Sign::Digit(c),
        '.' => Sign::Point,
        ',' => Sign::Comma,
        '%' => Sign::Percent,
        '/' => Sign::Slash,
        '@' => Sign::At,
        c => Sign::Text(c.to_string()),
    });
    &rest[c.len_utf8()..]
}
