//! A year in the life of two publications, played from `year/script.txt` in both languages. What was said is in
//! `year/zh.txt` and `year/en.txt`; the sites at three points are in `year/april.txt` and its like.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use regex::Regex;

use crate::support::program::{Run, run};
use crate::support::{repository, tree};

#[test]
fn a_year_of_two_publications() {
    let chinese = Year::play("zh");
    let english = Year::play("en");
    assert_eq!(chinese.points, english.points, "the language of messages is no part of a site");
    assert_eq!(chinese.points.len(), 3);
    for (name, text) in chinese.points {
        same_as(&format!("{name}.txt"), &text);
    }
    same_as("zh.txt", &chinese.said);
    same_as("en.txt", &english.said);
}

fn folder() -> PathBuf {
    repository().join("tests/desk/year")
}

/// Compares a text with the file that is kept of it; `UPDATE_GOLDEN=1` writes the file.
fn same_as(name: &str, text: &str) {
    let path = folder().join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, text).expect("a file");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    for (number, (kept, now)) in kept.lines().zip(text.lines()).enumerate() {
        assert_eq!(kept, now, "{name}, line {}", number + 1);
    }
    assert_eq!(kept.lines().count(), text.lines().count(), "{name}");
}

/// A site, and what was said about it.
struct Year {
    root: PathBuf,
    language: &'static str,
    today: String,
    said: String,
    points: BTreeMap<String, String>,
    /// Of each page what was shown the last time.
    seen: BTreeMap<String, String>,
}

impl Year {
    fn play(language: &'static str) -> Self {
        let above = tempfile::tempdir().expect("a temporary folder");
        let root = above.path().join("site");
        fs::create_dir(&root).expect("a folder");
        let mut year = Self {
            root,
            language,
            today: String::new(),
            said: String::new(),
            points: BTreeMap::new(),
            seen: BTreeMap::new(),
        };
        let script = fs::read_to_string(folder().join("script.txt")).expect("the script");
        let mut lines = script.lines().filter(|line| !line.starts_with('#')).peekable();
        while let Some(line) = lines.next() {
            let (sign, rest) = line.split_once(' ').unwrap_or((line, ""));
            let mut below = Vec::new();
            while let Some(line) = lines.next_if(|next| is_below(sign, next)) {
                below.push(line);
            }
            year.step(sign, rest, &below);
        }
        year.month_ends();
        year
    }

    fn step(&mut self, sign: &str, rest: &str, below: &[&str]) {
        let path = self.root.join(rest);
        match sign {
            "" => {}
            "=" => {
                self.month_ends();
                let (day, _) = rest.split_once(' ').expect("a day and what happens");
                day.clone_into(&mut self.today);
                let _ = writeln!(self.said, "\n== {rest}");
            }
            "$" | "$1" | "$2" => {
                let _ = writeln!(self.said, "$ {rest}");
                let status = sign[1..].parse().unwrap_or(0);
                let run = self.kuaixun(rest);
                assert_eq!(run.status, status, "{rest}: {}{}", run.out, run.err);
            }
            ">" => {
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                let lines =
                    below.iter().map(|line| line[1..].strip_prefix(' ').unwrap_or_default());
                fs::write(path, whole(lines)).expect("a file");
            }
            "~" => {
                let text = fs::read_to_string(&path).expect(rest);
                let of = |sign: char| {
                    let lines = below.iter().filter(move |line| line.starts_with(sign));
                    whole(lines.map(|line| &line[2..]))
                };
                let (old, new) = (of('-'), of('+'));
                assert_eq!(text.matches(&old).count(), 1, "{rest}: {old}{text}");
                fs::write(path, text.replace(&old, &new)).expect("a file");
            }
            "x" => fs::remove_dir_all(path).expect(rest),
            "*" => {
                assert_eq!(self.kuaixun("kuaixun build --quiet").status, 0);
                let sites = ["public", "public-internal"].map(|site| self.digest(site));
                self.points.insert(rest.to_owned(), sites.concat());
            }
            _ => panic!("no step of a script: {sign} {rest}"),
        }
    }

    /// At the end of a month nothing is found.
    fn month_ends(&mut self) {
        if !self.today.is_empty() {
            let _ = writeln!(self.said, "$ kuaixun check");
            let run = self.kuaixun("kuaixun check");
            assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", self.today);
        }
    }

    /// What readers see of a site, page by page, and the names of other files. A page that is as it was the last time,
    /// or in the other site, is only named.
    fn digest(&mut self, site: &str) -> String {
        let mut out = String::new();
        for (path, bytes) in tree(&self.root.join(site)) {
            if path.starts_with("assets/") || path.starts_with("search/") && path.ends_with(".js") {
                continue;
            }
            let shown = shown(&path, bytes);
            let is_known = !shown.is_empty() && self.seen.get(&path) == Some(&shown);
            let _ = if is_known {
                writeln!(out, "==== {site}/{path} (as before)")
            } else {
                writeln!(out, "==== {site}/{path}\n{shown}")
            };
            self.seen.insert(path, shown);
        }
        out
    }

    fn kuaixun(&mut self, words: &str) -> Run {
        let words: Vec<&str> = words.split(' ').skip(1).collect();
        let environment = [("KUAIXUN_LANG", self.language), ("KUAIXUN_TODAY", &self.today)];
        let run = run(&self.root, &words, &environment);
        let seconds = Regex::new(r"\d+\.\d\d( s\b| 秒)").expect("a pattern");
        self.said += &seconds.replace_all(&(run.out.clone() + &run.err), "0.00$1");
        run
    }
}

/// Whether a line belongs to the step above it.
fn is_below(sign: &str, line: &str) -> bool {
    match sign {
        ">" => line.starts_with('|'),
        "~" => line.starts_with("- ") || line.starts_with("+ "),
        _ => false,
    }
}

/// What readers see of a page: its main part; of a feed all.
fn shown(path: &str, bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes).unwrap_or_default();
    let main = text.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>"));
    let shown = match main {
        Some((main, _)) => main.split_once('>').map_or("", |(_, main)| main),
        None if path.ends_with(".xml") || path.ends_with(".txt") => text.as_str(),
        None => "",
    };
    let lines = shown.lines().filter(|line| !line.trim().is_empty());
    whole(lines)
}

/// A text of these lines.
fn whole<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.flat_map(|line| [line, "\n"]).collect()
}
