//! Tells what a file is from where it lies: the folders of `content/` are the site's table of
//! contents.

use std::fmt;

use serde::{Serialize, Serializer};

use super::yaml::mend::narrow;
use crate::base::SourcePath;

/// The files and folders that are read in the site's folder; everything else there is ignored.
pub const TOP: [&str; 6] = ["kuaixun.yaml", "content", "data", "fonts", "static", "themes"];

/// What a Markdown file under `content/` is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A publication, by its folder: `bulletins/<publication>/_index.md`
    Publication(String),
    /// An issue of a publication: `bulletins/<publication>/<YYYY-NN>/_index.md`
    Issue(String, IssueId),
    /// An article of an issue: `bulletins/<publication>/<YYYY-NN>/*.md`
    Bulletin(String, IssueId),
    /// A news article: `news/**/*.md`
    News,
    /// A summary: `summaries/**/*.md`
    Summary,
    /// A single page: `pages/*.md`
    Page,
    /// A topic (专题), which gathers articles: `topics/*.md`
    Topic,
    /// Anywhere else: reported, not published.
    Unknown,
}

impl Place {
    /// Classifies a Markdown file by its path below the site's folder.
    pub fn of(path: &SourcePath) -> Self {
        let parts: Vec<&str> = path.as_str().split('/').collect();
        let is_index = path.file_name() == "_index.md";
        match parts.as_slice() {
            ["content", "bulletins", publication, "_index.md"] => {
                Self::Publication((*publication).to_owned())
            }
            ["content", "bulletins", publication, issue, _] => match IssueId::parse(issue) {
                Some(id) if is_index => Self::Issue((*publication).to_owned(), id),
                Some(id) => Self::Bulletin((*publication).to_owned(), id),
                None => Self::Unknown,
            },
            _ if is_index => Self::Unknown,
            ["content", "news", _, ..] => Self::News,
            ["content", "summaries", _, ..] => Self::Summary,
            ["content", "pages", _] => Self::Page,
            ["content", "topics", _] => Self::Topic,
            _ => Self::Unknown,
        }
    }
}

/// Which issue of a publication: a year and a number, or several numbers that came out as one (合刊); or a
/// supplement (增刊), numbered separately.
///
/// Sorts by year, then number; supplements stand after the year's ordinary issues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IssueId {
    /// The year in which it is counted.
    pub year: u16,
    /// Whether it is a supplement.
    pub supplement: bool,
    /// Its number in the year, from 1; ordinary issues and supplements are counted separately.
    pub number: u16,
    /// The last of its numbers: of a combined issue (合刊) above `number`, of any other the same.
    pub last: u16,
}

impl IssueId {
    /// The issue with one number, or the supplement.
    pub fn single(year: u16, supplement: bool, number: u16) -> Self {
        Self { year, supplement, number, last: number }
    }

    /// Reads `2007-03`, `2007-3`, `2007-03-04` for numbers 3 and 4 in one issue or, for a supplement, `2007-s1`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let (supplement, digits) = match rest.strip_prefix(['s', 'S']) {
            Some(digits) => (true, digits),
            None => (false, rest),
        };
        let (first, last) = digits.split_once('-').unwrap_or((digits, digits));
        let short = |digits: &str, most| {
            (1..=most).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
        };
        if year.len() != 4 || !short(year, 4) || !short(first, 4) || !short(last, 4) {
            return None;
        }
        let number: u16 = first.parse().ok().filter(|number| *number > 0)?;
        let is_range = digits.contains('-');
        let last: u16 = last.parse().ok()?;
        // More than a year's numbers are a date.
        if is_range && !(number + 1..number + 12).contains(&last) {
            return None;
        }
        Some(Self { year: year.parse().ok()?, supplement, number, last })
    }

    /// What a name means that is nearly that of an issue: `2026年第12期`, `202612`, `2026.12`, `２０２６－１２`.
    pub fn guess(name: &str) -> Option<Self> {
        let name = narrow(name);
        let runs = name.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
        let supplement = if name.contains("增刊") { "s" } else { "" };
        let id = match *runs.collect::<Vec<_>>() {
            [run] if run.len() == 6 => format!("{}-{supplement}{}", &run[..4], &run[4..]),
            [year, number] => format!("{year}-{supplement}{number}"),
            [year, first, last] if name.contains('期') => {
                format!("{year}-{supplement}{first}-{last}")
            }
            _ => return None,
        };
        Self::parse(&id)
    }

    /// Whether both have a number of one year.
    pub fn overlaps(self, other: Self) -> bool {
        let is_one_series = (self.year, self.supplement) == (other.year, other.supplement);
        is_one_series && self.number <= other.last && other.number <= self.last
    }

    /// Whether several numbers came out as this one issue (合刊).
    pub fn is_combined(&self) -> bool {
        self.last > self.number
    }
}

impl fmt::Display for IssueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (s, width) = if self.supplement { ("s", 1) } else { ("", 2) };
        write!(f, "{:04}-{s}{:0width$}", self.year, self.number)?;
        if self.is_combined() { write!(f, "-{:0width$}", self.last) } else { Ok(()) }
    }
}

impl Serialize for IssueId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(path: &str) -> Place {
        Place::of(&SourcePath::new(path).unwrap())
    }

    #[test]
    fn the_folder_tells_what_a_file_is() {
        let march = IssueId::single(2007, false, 3);
        let qufu = || "qufu".to_owned();
        assert_eq!(place("content/bulletins/qufu/_index.md"), Place::Publication(qufu()));
        assert_eq!(place("content/bulletins/qufu/2007-03/_index.md"), Place::Issue(qufu(), march));
        assert_eq!(place("content/bulletins/qufu/2007-03/a.md"), Place::Bulletin(qufu(), march));
        assert_eq!(place("content/news/2007/05/a.md"), Place::News);
        assert_eq!(place("content/pages/about.md"), Place::Page);
        assert_eq!(place("content/topics/a.md"), Place::Topic);
        assert_eq!(place("content/pages/a/b.md"), Place::Unknown);
        assert_eq!(place("content/bulletins/qufu/march/a.md"), Place::Unknown);
    }

    #[test]
    fn issue_ids_sort_with_supplements_last_in_their_year() {
        let mut ids: Vec<_> = ["2008-01", "2007-s1", "2007-12", "2007-2", "2007-3-4", "2007-s2-3"]
            .map(|id| IssueId::parse(id).unwrap())
            .into();
        ids.sort();
        let shown: Vec<_> = ids.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["2007-02", "2007-03-04", "2007-12", "2007-s1", "2007-s2-3", "2008-01"]);
        for (name, id) in [
            ("2026年第12期", "2026-12"),
            ("2026－12", "2026-12"),
            ("202612", "2026-12"),
            ("2026.12", "2026-12"),
            ("2026年第3—4期合刊", "2026-03-04"),
            ("2026增刊1", "2026-s1"),
        ] {
            assert_eq!(IssueId::guess(name).unwrap().to_string(), id, "{name}");
        }
        assert_eq!(IssueId::guess("三月"), None);
        for bad in [
            "2007",
            "2007-0",
            "2007-x",
            "07-03",
            "2007-",
            "2007-03-01",
            "2007-03-03",
            "2007-3-4-5",
            "2007-01-20",
        ] {
            assert_eq!(IssueId::parse(bad), None, "{bad}");
        }
    }
}
