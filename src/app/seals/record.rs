//! What is sealed: `data/sealed.yaml` and, for showing what changed, a copy of the texts.

#![expect(clippy::disallowed_methods, reason = "the shell keeps what an editor sealed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{copy, texts};
use crate::app::report::language::{refused, say};
use crate::app::source_file;
use crate::base::{Fingerprint, SourcePath};
use crate::content::{File, IssueId, Tree};
use crate::model::links::Target;
use crate::model::notices::{self, About, Announcement};
use crate::model::{Bulletin, Issue, Text};

/// The file that has them.
pub const FILE: &str = "data/sealed.yaml";

/// The folder of the copies of texts.
pub const COPIES: &str = "data/sealed/";

/// All issues that are or were sealed.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seals {
    /// The sealed issues, in the order in which they were sealed.
    #[serde(default)]
    pub sealed: Vec<Seal>,
    /// What was opened again.
    #[serde(default)]
    pub opened: Vec<Opened>,
}

/// A sealed issue.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// The folder of its publication.
    pub publication: String,
    /// The issue: `2026-03`.
    pub issue: String,
    /// The day on which it was sealed.
    pub date: Date,
    /// Its texts: a line each, the fingerprint of the file's bytes and its path.
    pub texts: String,
    /// The pictures and attachments of its texts, in the same form.
    #[serde(default)]
    pub files: String,
    /// Its PDF and its e-book: a line each, the SHA-256 of the published file and its name.
    #[serde(default)]
    pub editions: String,
    /// The same of those that were published before it was sealed again.
    #[serde(default)]
    pub earlier: String,
    /// Its first cumulative number; supplements have none.
    #[serde(default)]
    pub cumulative: Option<i64>,
    /// The fingerprint of the copy of its texts.
    #[serde(default)]
    pub copy: String,
    /// What it says of articles of earlier issues: `day  path`, line by line; `None` in seals of earlier versions.
    #[serde(default)]
    pub notices: Option<String>,
}

/// A seal that was taken off.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// The folder of its publication.
    pub publication: String,
    /// The issue.
    pub issue: String,
    /// The day on which it was opened.
    pub date: Date,
    /// Why.
    pub reason: String,
    /// Its editions when it was opened.
    #[serde(default)]
    pub editions: String,
}

impl Opened {
    /// What it was the seal of: a publication and an issue.
    fn name(&self) -> (&str, &str) {
        (&self.publication, &self.issue)
    }
}

impl Seal {
    /// What an issue is now, in all sites that show it.
    pub fn of(shown: &[(&Bulletin, &Issue)], tree: &Tree, date: Date) -> Self {
        let (bulletin, issue) = shown.first().expect("an issue that was found");
        let Parts { texts, files } = Parts::of(shown);
        let sum = |path: &SourcePath| tree.files.get(path).map(File::fingerprint);
        let line = |path: &SourcePath| Some(format!("{}  {path}\n", sum(path)?));
        Self {
            publication: bulletin.publications[issue.publication].id.clone(),
            issue: issue.id.to_string(),
            date,
            texts: texts.iter().filter_map(line).collect(),
            files: files.keys().filter_map(line).collect(),
            editions: String::new(),
            earlier: String::new(),
            cumulative: issue.cumulative,
            copy: String::new(),
            notices: Some(said_in(bulletin, issue)),
        }
    }

    /// What it is the seal of: a publication and an issue.
    fn name(&self) -> (&str, &str) {
        (&self.publication, &self.issue)
    }

    /// Whether it is that of an issue.
    pub fn is_of(&self, publication: &str, issue: IssueId) -> bool {
        self.publication == publication && IssueId::parse(&self.issue) == Some(issue)
    }

    /// The issue, if a bulletin has it.
    pub fn issue_in<'a>(&self, bulletin: &'a Bulletin) -> Option<&'a Issue> {
        let publication = |issue: &Issue| bulletin.publications[issue.publication].id.as_str();
        bulletin.issues.iter().find(|issue| self.is_of(publication(issue), issue.id))
    }

    /// The path of the copy of its texts, below the site's folder.
    pub fn copy_path(&self) -> String {
        format!("{COPIES}{}-{}.txt", self.publication, self.issue)
    }
}

/// What an issue says of articles of earlier issues: `day  path`, line by line.
pub fn said_in(bulletin: &Bulletin, issue: &Issue) -> String {
    let is_it = |index: &usize| bulletin.issues[*index].url == issue.url;
    let all = notices::all(bulletin).into_iter();
    let said = all.filter(|one| one.said_in.iter().any(|(said_in, _)| is_it(said_in)));
    let line = |one: Announcement| {
        let document = match one.about {
            About::Article(index) => &bulletin.articles[index].text.document,
            About::Withdrawn(index) => &bulletin.withdrawn[index].document,
        };
        format!("{}  {}\n", one.notice.date.date, document.path)
    };
    said.map(line).collect()
}

/// What belongs to an issue.
pub struct Parts {
    /// The paths of its texts.
    pub texts: BTreeSet<SourcePath>,
    /// Each file, with the texts that lead to it.
    pub files: BTreeMap<SourcePath, BTreeSet<SourcePath>>,
}

impl Parts {
    /// What belongs to it now, in all sites that show it.
    pub fn of(shown: &[(&Bulletin, &Issue)]) -> Self {
        let mut parts = Self { texts: BTreeSet::new(), files: BTreeMap::new() };
        for (bulletin, issue) in shown {
            let articles = issue.articles.iter().map(|article| &bulletin.articles[*article].text);
            for text in articles.chain(&issue.text) {
                parts.add(text, bulletin);
            }
        }
        parts
    }

    fn add(&mut self, text: &Text, bulletin: &Bulletin) {
        let path = &text.document.path;
        let linked = text.links.0.iter().filter_map(|target| match target {
            Target::File(url, _) | Target::Media(url, _) => Some(url.clone()),
            Target::Photo(photo) => photo.versions().pop().map(|version| version.url),
            _ => None,
        });
        let offered = text.downloads.iter().map(|download| download.url.clone());
        for file in linked.chain(offered).filter_map(|url| bulletin.files.get(&url)) {
            self.files.entry(file.path.clone()).or_default().insert(path.clone());
        }
        self.texts.insert(path.clone());
    }
}

/// `fingerprint  path`, line by line.
pub fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter_map(|line| line.split_once("  "))
}

impl Seals {
    /// Reads them; none where there is no file.
    ///
    /// # Errors
    /// When the file cannot be read or understood.
    pub fn read(root: &Path) -> Result<Self> {
        let path = root.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(error).with_context(|| texts::cannot_read(&path)),
        };
        let seals = serde_yaml::from_str::<Option<Self>>(&text);
        let seals = seals.with_context(|| texts::cannot_read(&path))?.unwrap_or_default();
        // Both are part of the name of a file, which may be removed.
        let is_plain = |seal: &Seal| {
            !seal.publication.contains(['/', '\\']) && IssueId::parse(&seal.issue).is_some()
        };
        if let Some(seal) = seals.sealed.iter().find(|seal| !is_plain(seal)) {
            let name = format!("{}/{}", seal.publication, seal.issue);
            bail!("{}: {name}", texts::cannot_read(&path));
        }
        Ok(seals)
    }

    /// The seal of an issue.
    pub fn of(&self, publication: &str, issue: IssueId) -> Option<&Seal> {
        self.sealed.iter().find(|seal| seal.is_of(publication, issue))
    }

    /// Puts a seal in the place of an earlier one, whose editions it keeps, and keeps a copy of the texts as they are now.
    ///
    /// # Errors
    /// What the machine refuses, with its path.
    pub fn set(&mut self, mut seal: Seal, root: &Path) -> Result<()> {
        let mut texts = Vec::new();
        for (_, name) in lines(&seal.texts) {
            let path = SourcePath::new(name).expect("a path that was a source's");
            texts.push((path.clone(), texts::text(&path, root)?));
        }
        let copy = copy::format(&texts);
        seal.copy = Fingerprint::of_bytes(copy.as_bytes()).to_string();
        let before = self.sealed.iter().find(|known| known.name() == seal.name());
        let before = before.map(|known| format!("{}{}", known.earlier, known.editions));
        let opened = self.opened.iter().filter(|known| known.name() == seal.name());
        let all: String =
            opened.map(|known| known.editions.as_str()).chain(before.as_deref()).collect();
        let old: BTreeSet<&str> =
            all.lines().filter(|line| !seal.editions.contains(*line)).collect();
        seal.earlier = old.iter().flat_map(|line| [*line, "\n"]).collect();
        put(&root.join(seal.copy_path()), copy.as_bytes())?;
        self.sealed.retain(|known| known.name() != seal.name());
        self.sealed.push(seal);
        self.write(root)
    }

    /// Takes a seal off.
    ///
    /// # Errors
    /// What the machine refuses, with its path.
    pub fn open(&mut self, seal: &Seal, date: Date, reason: &str, root: &Path) -> Result<()> {
        self.sealed.retain(|known| known.name() != seal.name());
        let Seal { publication, issue, editions, earlier, .. } = seal.clone();
        let (editions, reason) = (format!("{earlier}{editions}"), reason.to_owned());
        self.opened.push(Opened { publication, issue, date, reason, editions });
        self.write(root)?;
        let copy = root.join(seal.copy_path());
        match fs::remove_file(&copy) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).with_context(|| refused("cannot-remove", &copy))
            }
            _ => Ok(()),
        }
    }

    fn write(&self, root: &Path) -> Result<()> {
        let yaml = serde_yaml::to_string(self).expect("texts and dates");
        put(&root.join(FILE), format!("{}\n{yaml}", say("sealed-head", &[])).as_bytes())
    }
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    match fs::read(path) {
        Ok(before) => source_file::replace(path, &before, bytes),
        Err(_) => source_file::create(path, bytes),
    }
}
