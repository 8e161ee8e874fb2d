//! A booklet as every edition shows it, from the masthead to the staff. All editions share this
//! walk; each makes of a text what it needs (`B`).

use serde::Serialize;

use crate::base::{OutputPath, phrase};
use crate::content::Words;
use crate::content::front_matter::Imprint;
use crate::model::{Download, TermKind};
use crate::plan::view::credits::Credits;
use crate::plan::view::{
    Announced, Booklet, BookletIssue, BookletItem, BookletPicture, BookletText,
};

/// What a booklet is as a whole.
#[derive(Debug, Serialize)]
pub struct Front<'a> {
    /// 曲阜科技信息快讯2007年第3期
    pub title: &'a str,
    /// The publication's name.
    pub publication: &'a str,
    /// Who publishes the publication.
    pub publisher: &'a str,
    /// 2007年合订本; `None` for a single issue.
    pub volume: Option<String>,
    /// BCP 47 tag.
    pub language: &'a str,
    /// The full address of the page of the issue or the year, on a site that has an address.
    pub address: Option<String>,
    /// `2007-03-05`
    pub date: String,
}

/// An issue, or the issues of a year.
#[derive(Debug, Serialize)]
pub struct Sheet<'a, B> {
    /// The booklet as a whole.
    #[serde(flatten)]
    pub front: Front<'a>,
    /// The one issue, or the issues of the year in order.
    pub issues: Vec<IssueSheet<'a, B>>,
}

/// An issue.
#[derive(Debug, Serialize)]
pub struct IssueSheet<'a, B> {
    /// `issue-1`
    pub id: String,
    /// 2007年第3期
    pub title: &'a str,
    /// 第3期（总第27期）
    pub label: &'a str,
    /// The issue's own title.
    pub theme: Option<&'a str>,
    /// The large name at the top.
    pub masthead: &'a str,
    /// Where the edition has the picture of that name, if there is one. The walk leaves it out, as each edition keeps
    /// pictures in its own way.
    pub masthead_image: Option<String>,
    /// 密级
    pub classification: Option<&'a str>,
    /// 编印单位
    pub publisher: &'a str,
    /// The date in the language's long form.
    pub date: Option<String>,
    /// 编者按
    pub note: Option<B>,
    /// The articles in order.
    pub items: Vec<ItemSheet<'a, B>>,
    /// What was said of articles of earlier issues, a line each: 2007年第3期《题目》：…
    pub announced: Vec<String>,
    /// 报：… 送：… 发：…: what each line begins with, and who it names (convention 7).
    pub recipients: Vec<(&'a str, String)>,
    /// 编辑、审核、签发 and, last, 共印N份.
    pub staff: Vec<String>,
}

/// An article.
#[derive(Debug, Serialize)]
pub struct ItemSheet<'a, B> {
    /// `item-1-2`: the second article of the first issue.
    pub id: String,
    /// The headline.
    pub title: &'a str,
    /// The headline in pieces between which a line may break.
    pub phrases: Vec<&'a str>,
    /// The headline as contents show it: with the subtitle, behind a dash.
    pub listed: String,
    /// 引题, above the headline.
    pub kicker: Option<&'a str>,
    /// 副题, below the headline, with its dash.
    pub subtitle: Option<String>,
    /// The name of the article's column.
    pub column: Option<&'a str>,
    /// What was wrong in it, a line each: 更正（2007年4月2日）：…
    pub corrections: Vec<String>,
    /// The text.
    pub body: B,
    /// The lines under the text: 来源, if it is a reprint, and （市科技局供稿）.
    pub signature: Vec<String>,
    /// Files to download.
    pub downloads: Vec<DownloadSheet<'a>>,
}

/// A file to download.
#[derive(Debug, Serialize)]
pub struct DownloadSheet<'a> {
    /// What the article calls it.
    pub title: &'a str,
    /// The file's name.
    pub name: &'a str,
    /// The file's full address, on a site that has an address.
    pub address: Option<String>,
    /// The file's full address, or else its path beside the edition, where a package has it, too.
    pub href: String,
}

/// Makes the sheet of a booklet. `body` makes of each text what the edition needs.
///
/// # Errors
/// Any error of `body`.
pub fn of<'a, B, E>(
    booklet: &'a Booklet,
    words: &'a Words,
    body: &mut dyn FnMut(&'a BookletText) -> Result<B, E>,
) -> Result<Sheet<'a, B>, E> {
    let mut issues = Vec::with_capacity(booklet.issues.len());
    for (number, issue) in booklet.issues.iter().enumerate() {
        issues.push(issue_sheet(number, issue, booklet, words, body)?);
    }
    let front = Front {
        title: &booklet.title,
        publication: &booklet.publication,
        publisher: &booklet.publisher,
        volume: booklet.year.map(|year| words.fill("volume_of_year", &[("year", &year)])),
        language: &booklet.language,
        address: booklet.base_url.as_ref().map(|base| format!("{base}{}", booklet.url)),
        date: booklet.date.to_string(),
    };
    Ok(Sheet { front, issues })
}

impl<B> Sheet<'_, B> {
    /// Adds the pictures of mastheads. `keep` puts one into the edition, and answers where it is.
    ///
    /// # Errors
    /// Any error of `keep`.
    pub fn with_mastheads<E>(
        mut self,
        booklet: &Booklet,
        mut keep: impl FnMut(&OutputPath, &BookletPicture) -> Result<Option<String>, E>,
    ) -> Result<Self, E> {
        for (issue, made) in booklet.issues.iter().zip(&mut self.issues) {
            if let Some((url, picture)) = &issue.masthead_image {
                made.masthead_image = keep(url, picture)?;
            }
        }
        Ok(self)
    }
}

fn issue_sheet<'a, B, E>(
    number: usize,
    issue: &'a BookletIssue,
    booklet: &'a Booklet,
    words: &'a Words,
    body: &mut dyn FnMut(&'a BookletText) -> Result<B, E>,
) -> Result<IssueSheet<'a, B>, E> {
    let imprint = &issue.imprint;
    let note = issue.note.as_ref().map(&mut *body).transpose()?;
    let mut items = Vec::with_capacity(issue.items.len());
    for (place, item) in issue.items.iter().enumerate() {
        let dash = words.get("subtitle_dash");
        let subtitle = item.row.subtitle.as_ref().map(|subtitle| format!("{dash}{subtitle}"));
        items.push(ItemSheet {
            id: item_id(number, place),
            title: &item.row.title,
            phrases: phrase::phrases(&item.row.title),
            listed: format!("{}{}", item.row.title, subtitle.as_deref().unwrap_or_default()),
            kicker: item.row.kicker.as_deref(),
            subtitle,
            column: item.credits.column().map(|column| &*column.title),
            corrections: item.corrections.iter().map(|one| words.correction(one)).collect(),
            body: body(&item.text)?,
            signature: signature(item, words),
            downloads: item.downloads.iter().map(|one| download(one, booklet)).collect(),
        });
    }
    Ok(IssueSheet {
        id: format!("issue-{}", number + 1),
        title: &issue.card.title,
        label: &issue.card.label,
        theme: issue.title.as_deref(),
        masthead: imprint.masthead.as_deref().unwrap_or(&issue.card.publication),
        masthead_image: None,
        classification: imprint.classification.as_deref(),
        publisher: imprint.publisher.as_deref().unwrap_or(&booklet.publisher),
        date: issue.card.date.map(|moment| words.date(moment.date)),
        note,
        items,
        announced: issue.announced.iter().map(|one| announcement(one, words)).collect(),
        recipients: recipients(imprint, words),
        staff: staff(imprint, words),
    })
}

/// The id of an article in its booklet. `issue` and `place` count from 0, the id from 1.
pub fn item_id(issue: usize, place: usize) -> String {
    format!("item-{}-{}", issue + 1, place + 1)
}

fn download<'a>(download: &'a Download, booklet: &Booklet) -> DownloadSheet<'a> {
    let url = download.url.as_str();
    let address = booklet.base_url.as_ref().map(|base| format!("{base}{url}"));
    let folder = format!("{}/", booklet.url.folder());
    let beside = url.strip_prefix(&folder).unwrap_or(url);
    DownloadSheet {
        title: &download.title,
        name: url.rsplit('/').next().unwrap_or_default(),
        href: address.clone().unwrap_or_else(|| beside.to_owned()),
        address,
    }
}

fn announcement(one: &Announced, words: &Words) -> String {
    let key = if one.withdrawn { "announcement_withdrawn" } else { "announcement" };
    let said = words.fill(key, &[("title", &one.title), ("text", &one.text)]);
    format!("{}{said}", one.issue.as_deref().unwrap_or_default())
}

fn signature(item: &BookletItem, words: &Words) -> Vec<String> {
    let colon = words.get("colon");
    let source = item.source.as_ref();
    let source = source.map(|source| format!("{}{colon}{source}", words.get("source")));
    source.into_iter().chain(byline(&item.credits, words)).collect()
}

fn byline(credits: &Credits, words: &Words) -> Option<String> {
    let separator = words.get("list_separator");
    let names = |kind| {
        let names: Vec<&str> = credits.links(kind).map(|link| &*link.title).collect();
        names.join(separator)
    };
    let (units, authors) = (names(TermKind::Unit), names(TermKind::Author));
    let space = if units.is_empty() || authors.is_empty() { "" } else { " " };
    let close = if units.is_empty() { "byline_close_author" } else { "byline_close" };
    let (open, close) = (words.get("byline_open"), words.get(close));
    let is_signed = !units.is_empty() || !authors.is_empty();
    is_signed.then(|| format!("{open}{units}{space}{authors}{close}"))
}

fn recipients<'a>(imprint: &Imprint, words: &'a Words) -> Vec<(&'a str, String)> {
    let lists = [
        ("report", &imprint.report),
        ("send", &imprint.send),
        ("distribute", &imprint.issue),
        ("distribute_more", &imprint.extra),
    ];
    let separator = words.get("recipient_separator");
    let named = lists.into_iter().filter(|(_, names)| !names.is_empty());
    named.map(|(key, names)| (words.get(key), names.join(separator))).collect()
}

fn staff(imprint: &Imprint, words: &Words) -> Vec<String> {
    let people =
        [("editor", &imprint.editor), ("reviewer", &imprint.reviewer), ("issuer", &imprint.issuer)];
    let named = people.into_iter().filter_map(|(key, name)| Some((key, name.as_ref()?)));
    let mut all: Vec<String> =
        named.map(|(key, name)| words.fill(key, &[("name", name)])).collect();
    all.extend(imprint.copies.map(|copies| words.fill("copies", &[("count", &copies)])));
    all
}
