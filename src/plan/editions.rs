//! Editions: of each issue, of each year, of the whole site.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::{Date, date};

use super::addresses::{self, SITE_PACKAGE};
use super::recipe::{EditionOf, Recipe, Wanted};
use super::stock::{Stock, UNSIZED};
use super::view::Prose;
use super::view::{
    Booklet, BookletIssue, BookletItem, BookletPicture, BookletText, CHECKSUMS, Format, Link,
    Package, SITE, View,
};
use crate::base::{Fingerprint, OutputPath};
use crate::content::Medium;
use crate::content::urls::file_slug;
use crate::model::{Issue, Target, Text, notices};

/// Returns the key of a planned file; `None` for a file that is not planned.
type Keys<'a> = &'a dyn Fn(&OutputPath) -> Option<Fingerprint>;

/// Plans all editions.
pub fn plan(stock: &Stock, wanted: &mut Wanted) {
    let bulletin = &stock.bulletin;
    let media = &bulletin.config.editions;
    let issues = (0..bulletin.issues.len()).map(EditionOf::Issue);
    for of in issues.chain(years(stock)) {
        for medium in made(media) {
            wanted.extend(files(stock, of, medium));
        }
    }
    if media.contains(&Medium::Zip) {
        wanted.push((OutputPath::fixed(SITE_PACKAGE), Recipe::SitePackage));
    }
}

/// The media to make: those asked for, and those they need. The package of an issue opens with the
/// issue's edition for mail.
fn made(media: &BTreeSet<Medium>) -> BTreeSet<Medium> {
    let mail = media.contains(&Medium::Zip).then_some(Medium::Mail);
    media.iter().copied().chain(mail).collect()
}

fn years(stock: &Stock) -> impl Iterator<Item = EditionOf> {
    let publications = stock.bulletin.publications.iter().enumerate();
    publications.flat_map(|(index, publication)| {
        let issues = publication.issues.iter().map(|issue| &stock.bulletin.issues[*issue]);
        let mut years: Vec<u16> = issues.map(|issue| issue.id.year).collect();
        years.dedup();
        years.into_iter().map(move |year| EditionOf::Year(index, year))
    })
}

/// The issues of an edition: those that have articles.
fn issues(stock: &Stock, of: EditionOf) -> Vec<usize> {
    let bulletin = &stock.bulletin;
    let all = match of {
        EditionOf::Issue(issue) => vec![issue],
        EditionOf::Year(publication, year) => {
            let all = bulletin.publications[publication].issues.iter().copied();
            all.filter(|issue| bulletin.issues[*issue].id.year == year).collect()
        }
    };
    all.into_iter().filter(|issue| !bulletin.issues[*issue].articles.is_empty()).collect()
}

/// The files of an edition in one medium.
fn files(stock: &Stock, of: EditionOf, medium: Medium) -> Wanted {
    let file = |extension: &str, recipe| (path(stock, of, extension), recipe);
    match (of, medium) {
        _ if issues(stock, of).is_empty() => Vec::new(),
        (_, Medium::Pdf) => vec![file("pdf", Recipe::Edition(of, Format::Pdf))],
        (_, Medium::Epub) => vec![file("epub", Recipe::Edition(of, Format::Epub))],
        (EditionOf::Issue(issue), Medium::Zip) => vec![file("zip", Recipe::Package(issue))],
        (EditionOf::Issue(_), Medium::Mail) => vec![
            file("mail.html", Recipe::Edition(of, Format::MailHtml)),
            file("mail.txt", Recipe::Edition(of, Format::MailText)),
        ],
        (EditionOf::Year(..), Medium::Zip | Medium::Mail) => Vec::new(),
    }
}

/// The address of an edition, beside the page it belongs to: `…/2007-03/qufu-2007-03.pdf`.
fn path(stock: &Stock, of: EditionOf, extension: &str) -> OutputPath {
    addresses::beside(page(stock, of), &format!("{}.{extension}", name(stock, of)))
}

fn page(stock: &Stock, of: EditionOf) -> &OutputPath {
    match of {
        EditionOf::Issue(issue) => &stock.bulletin.issues[issue].url,
        EditionOf::Year(publication, _) => &stock.bulletin.publications[publication].url,
    }
}

fn name(stock: &Stock, of: EditionOf) -> String {
    let bulletin = &stock.bulletin;
    match of {
        EditionOf::Issue(issue) => {
            let issue = &bulletin.issues[issue];
            format!("{}-{}", file_slug(&bulletin.publications[issue.publication].id), issue.id)
        }
        EditionOf::Year(publication, year) => {
            format!("{}-{year:04}", file_slug(&bulletin.publications[publication].id))
        }
    }
}

/// Links to those editions of an issue or a year that readers are offered.
pub fn links(stock: &Stock, of: EditionOf) -> Vec<Link> {
    let media = stock.bulletin.config.editions.iter();
    let offered = media.filter_map(|medium| {
        let (url, _) = files(stock, of, *medium).into_iter().next()?;
        let word = match medium {
            Medium::Pdf => "edition_pdf",
            Medium::Epub => "edition_epub",
            Medium::Zip => "edition_zip",
            Medium::Mail => "edition_mail",
        };
        Some(Link { title: stock.words().get(word).into(), url })
    });
    offered.collect()
}

/// The view of an edition of an issue or a year, in one format.
pub fn edition(stock: &Stock, of: EditionOf, format: Format) -> View {
    let bulletin = &stock.bulletin;
    let (publication, year) = match of {
        EditionOf::Issue(issue) => (bulletin.issues[issue].publication, None),
        EditionOf::Year(publication, year) => (publication, Some(year)),
    };
    let (publication, numbers) = (&bulletin.publications[publication], issues(stock, of));
    let last = numbers.last().map(|issue| &bulletin.issues[*issue]);
    let part: Arc<str> = match (of, year) {
        (EditionOf::Issue(issue), _) => stock.cards[issue].title.clone(),
        (_, year) => stock.words().fill("volume_of_year", &[("year", &year.unwrap_or(0))]).into(),
    };
    let publisher = last.and_then(|issue| issue.imprint.publisher.as_ref());
    let publisher = publisher.or(bulletin.config.identity.publisher.as_ref());
    let booklet = Booklet {
        title: format!("{} {part}", publication.title),
        publication: publication.title.clone(),
        name: name(stock, of),
        year,
        language: bulletin.config.language.clone(),
        publisher: publisher.unwrap_or(&bulletin.config.title).clone(),
        base_url: stock.base_url.clone(),
        url: page(stock, of).clone(),
        date: last.map_or(Date::ZERO, day),
        even_pages: bulletin.config.print.even_pages,
        issues: numbers
            .into_iter()
            .enumerate()
            .map(|(place, issue)| booklet_issue(stock, place + 1, issue))
            .collect(),
    };
    View::Edition(format, Box::new(booklet))
}

/// The day of an issue; for an issue without a date, the last day of its year.
fn day(issue: &Issue) -> Date {
    let year = i16::try_from(issue.id.year).unwrap_or(i16::MAX).clamp(1, 9999);
    issue.date.map_or_else(|| date(year, 12, 31), |moment| moment.date)
}

/// The issue `number` as the `nth` issue, from 1, of its booklet. The ids in its texts contain
/// `nth`, so that they differ from those of other issues.
fn booklet_issue(stock: &Stock, nth: usize, number: usize) -> BookletIssue {
    let bulletin = &stock.bulletin;
    let issue = &bulletin.issues[number];
    let item = |(place, article): (usize, &usize)| {
        let text = &bulletin.articles[*article].text;
        BookletItem {
            row: stock.row(*article),
            credits: stock.credits(*article),
            corrections: notices::of(bulletin, &bulletin.articles[*article]).to_vec(),
            source: text.document.head.source.clone(),
            text: booklet_text(stock, text, format!("item-{nth}-{}-", place + 1)),
            downloads: text.downloads.clone(),
        }
    };
    let note = issue.text.as_ref();
    let note = note.map(|text| booklet_text(stock, text, format!("issue-{nth}-")));
    BookletIssue {
        card: stock.cards[number].clone(),
        title: issue.text.as_ref().and_then(|text| text.document.head.title.clone()),
        imprint: issue.imprint.clone(),
        masthead_image: bulletin
            .masthead_image(issue.text.as_ref(), issue.publication)
            .and_then(|target| booklet_picture(stock, target)),
        note: note.filter(|note| !note.body.is_empty()),
        items: issue.articles.iter().enumerate().map(item).collect(),
        announced: super::notices::in_issue(stock, number),
    }
}

fn booklet_text(stock: &Stock, text: &Text, prefix: String) -> BookletText {
    let pictures = text.links.0.iter().filter_map(|target| booklet_picture(stock, target));
    BookletText {
        file: text.document.path.clone(),
        body: Prose::in_edition(text, SITE, prefix),
        pictures: pictures.collect(),
    }
}

/// The picture that a link leads to, with its address on the site.
fn booklet_picture(stock: &Stock, target: &Target) -> Option<(OutputPath, BookletPicture)> {
    let (url, size) = match target {
        Target::File(url, Some(size)) => (url.clone(), *size),
        Target::File(url, None) if url.as_str().ends_with(".svg") => (url.clone(), UNSIZED),
        Target::Photo(photo) => (photo.versions().pop()?.url, photo.size),
        _ => return None,
    };
    let file = stock.bulletin.files.get(&url)?;
    let picture = BookletPicture { path: file.path.clone(), fingerprint: file.fingerprint, size };
    Some((url, picture))
}

/// The package of an issue: its other editions, and the files to download with its articles. Its
/// `index.html` is the edition for mail, which needs no other file.
pub fn package(stock: &Stock, issue: usize, key: Keys<'_>) -> View {
    let bulletin = &stock.bulletin;
    let of = EditionOf::Issue(issue);
    let mut files: Vec<(String, OutputPath)> = Vec::new();
    let all = Medium::ALL.into_iter().filter(|medium| *medium != Medium::Zip);
    let folder = format!("{}/", page(stock, of).folder());
    let name = |path: &OutputPath| {
        let path = path.as_str();
        path.strip_prefix(&folder).unwrap_or(path).to_owned()
    };
    for (path, recipe) in all.flat_map(|medium| self::files(stock, of, medium)) {
        let is_front = matches!(recipe, Recipe::Edition(_, Format::MailHtml));
        files.push((if is_front { "index.html".to_owned() } else { name(&path) }, path));
    }
    for article in &bulletin.issues[issue].articles {
        let text = &bulletin.articles[*article].text;
        // What is offered below an article, and what its text leads to.
        let offered = text.downloads.iter().map(|download| &download.url);
        let linked = text.links.0.iter().filter_map(|target| match target {
            Target::File(url, None) | Target::Media(url, _) => Some(url),
            _ => None,
        });
        files.extend(offered.chain(linked).map(|url| (name(url), url.clone())));
    }
    View::Package(Box::new(sealed(key, files, day(&bulletin.issues[issue]))))
}

/// The package of the whole site: of all files `paths`, except the package itself.
pub fn site_package<'a>(
    stock: &Stock,
    paths: impl Iterator<Item = &'a OutputPath>,
    key: Keys<'_>,
) -> View {
    // No file may take the name of the list of check sums.
    let is_own = |path: &str| path == SITE_PACKAGE || path.eq_ignore_ascii_case(CHECKSUMS);
    let files = paths.filter(|path| !is_own(path.as_str()));
    let files = files.map(|path| (path.to_string(), path.clone())).collect();
    let newest = stock.all.first().map(|article| stock.bulletin.articles[*article].date.date);
    View::Package(Box::new(sealed(key, files, newest.unwrap_or(date(1980, 1, 1)))))
}

fn sealed(key: Keys<'_>, mut files: Vec<(String, OutputPath)>, date: Date) -> Package {
    files.sort();
    files.dedup();
    let keyed = files.into_iter().filter_map(|(name, path)| {
        let key = key(&path)?;
        Some((name, path, key))
    });
    Package { files: keyed.collect(), date }
}
