//! What pages say to search engines: JSON-LD in the words of schema.org.
//!
//! Only sites with an address have it, since everything in it is named by its full address.

use serde::Serialize;

use crate::base::Moment;
use crate::content::front_matter::notices::Notice;
use crate::model::TermKind;
use crate::plan::view::credits::Credits;
use crate::plan::view::{
    ArticleView, HomeView, IssueCard, IssueView, PageView, Picture, PublicationView, SiteView,
};

/// One thing of schema.org. Its type decides which properties it has.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Thing<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternative_headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<Moment>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issue_number: Option<Numbers>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Box<Thing<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_organization: Option<Box<Thing<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article_section: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    word_count: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_part_of: Option<Box<Thing<'a>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    has_part: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    item_list_element: Vec<Thing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
}

#[derive(Serialize)]
struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    things: Vec<Thing<'a>>,
}

/// The home page: a `WebSite`, and each publication as a `Periodical`.
pub fn home(view: &HomeView, site: &SiteView) -> Option<String> {
    let base = site.base_url.as_deref()?;
    let publisher = publisher(site.identity.publisher.as_deref());
    let website = Thing {
        kind: "WebSite",
        name: Some(&site.title),
        url: view.page.canonical.as_ref().map(ToString::to_string),
        description: site.description.as_deref(),
        in_language: Some(&site.language),
        publisher: publisher.map(Box::new),
        ..Thing::default()
    };
    let periodicals = site
        .publications
        .iter()
        .map(|publication| periodical(&publication.title, format!("{base}{}", publication.url)));
    graph(std::iter::once(website).chain(periodicals).collect())
}

/// A publication: a `Periodical`.
pub fn publication(view: &PublicationView, site: &SiteView) -> Option<String> {
    let url = view.page.canonical.as_ref()?.to_string();
    let name = view.imprint.publisher.as_deref().or(site.identity.publisher.as_deref());
    let thing = Thing {
        in_language: Some(&site.language),
        publisher: publisher(name).map(Box::new),
        ..periodical(&view.title, url)
    };
    graph(vec![thing, list(&view.page, &view.title)])
}

/// An issue: a `PublicationIssue` with its articles.
pub fn issue(view: &IssueView, site: &SiteView) -> Option<String> {
    let base = site.base_url.as_deref()?;
    let name = view.imprint.publisher.as_deref().or(site.identity.publisher.as_deref());
    let thing = Thing {
        in_language: Some(&site.language),
        publisher: publisher(name).map(Box::new),
        has_part: view
            .items
            .iter()
            .map(|item| Thing {
                kind: "NewsArticle",
                headline: Some(&item.row.title),
                url: Some(format!("{base}{}", item.row.url)),
                ..Thing::default()
            })
            .collect(),
        is_part_of: Some(Box::new(periodical(
            &view.publication.title,
            format!("{base}{}", view.publication.url),
        ))),
        ..publication_issue(&view.issue, base)
    };
    graph(vec![thing, list(&view.page, &view.issue.title)])
}

/// An article: a `NewsArticle`.
pub fn article(view: &ArticleView, site: &SiteView) -> Option<String> {
    let base = site.base_url.as_deref()?;
    let issue = view.issue.as_ref().map(|issue| Thing {
        is_part_of: view.publication.as_ref().map(|publication| {
            Box::new(periodical(&publication.title, format!("{base}{}", publication.url)))
        }),
        ..publication_issue(issue, base)
    });
    let summary = view.summary.as_str();
    let thing = Thing {
        kind: "NewsArticle",
        headline: Some(&view.article.title),
        alternative_headline: view.article.subtitle.as_deref(),
        url: view.page.canonical.as_ref().map(ToString::to_string),
        description: Some(summary).filter(|summary| !summary.is_empty()),
        in_language: Some(&site.language),
        date_published: Some(view.date),
        date_modified: view.corrections.last().map(|last| last.date.max(view.date)),
        correction: view.corrections.iter().map(correction).collect(),
        author: authors(&view.credits),
        source_organization: view.source.as_deref().map(|name| Box::new(organization(name))),
        publisher: publisher(site.identity.publisher.as_deref()).map(Box::new),
        image: view.picture.as_ref().and_then(address_of_photo),
        article_section: view.credits.column().map(|column| &*column.title),
        keywords: view.credits.links(TermKind::Tag).map(|tag| &*tag.title).collect(),
        word_count: Some(view.length),
        is_part_of: issue.map(Box::new),
        ..Thing::default()
    };
    graph(vec![thing, list(&view.page, &view.article.title)])
}

fn correction(notice: &Notice) -> Thing<'_> {
    Thing {
        kind: "CorrectionComment",
        date_published: Some(notice.date),
        text: Some(&notice.text),
        ..Thing::default()
    }
}

/// Any other page: where it stands, as a `BreadcrumbList`.
pub fn crumbs(page: &PageView, title: &str) -> Option<String> {
    page.canonical.as_ref()?;
    graph(vec![list(page, title)])
}

/// The pages above a page and the page itself, as a `BreadcrumbList`.
fn list<'a>(page: &'a PageView, title: &'a str) -> Thing<'a> {
    let canonical = page.canonical.as_ref();
    let above = page.crumbs.iter().map(|crumb| (&*crumb.title, &crumb.url));
    let all = above.chain([(title, &page.url)]).enumerate();
    let one = |(place, (name, url)): (usize, (&'a str, _))| Thing {
        kind: "ListItem",
        position: Some(place + 1),
        name: Some(name),
        item: canonical.map(|own| format!("{}{url}", own.base)),
        ..Thing::default()
    };
    Thing { kind: "BreadcrumbList", item_list_element: all.map(one).collect(), ..Thing::default() }
}

fn periodical(name: &str, url: String) -> Thing<'_> {
    Thing { kind: "Periodical", name: Some(name), url: Some(url), ..Thing::default() }
}

/// The number of an issue: an integer, or a text (schema.org).
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Numbers {
    One(u16),
    Several(String),
}

fn publication_issue<'a>(issue: &'a IssueCard, base: &str) -> Thing<'a> {
    Thing {
        kind: "PublicationIssue",
        name: Some(&issue.title),
        issue_number: Some(match issue.last_number {
            None => Numbers::One(issue.number),
            Some(last) => Numbers::Several(format!("{}-{last}", issue.number)),
        }),
        date_published: issue.date,
        url: Some(format!("{base}{}", issue.url)),
        ..Thing::default()
    }
}

fn publisher(name: Option<&str>) -> Option<Thing<'_>> {
    name.map(organization)
}

fn organization(name: &str) -> Thing<'_> {
    Thing { kind: "Organization", name: Some(name), ..Thing::default() }
}

/// Who wrote an article, and who sent it.
fn authors(credits: &Credits) -> Vec<Thing<'_>> {
    let people = credits.links(TermKind::Author).map(|author| Thing {
        kind: "Person",
        name: Some(&author.title),
        ..Thing::default()
    });
    people.chain(credits.links(TermKind::Unit).map(|unit| organization(&unit.title))).collect()
}

/// The address of a picture if it is a photograph: programs that show a link with its picture
/// cannot draw SVG.
fn address_of_photo(picture: &Picture) -> Option<String> {
    let is_photo = !picture.sources.is_empty();
    picture.address.as_ref().filter(|_| is_photo).map(ToString::to_string)
}

/// Writes things as JSON that can stand inside a `<script>`, since no `<` is in it.
fn graph(things: Vec<Thing<'_>>) -> Option<String> {
    let json = serde_json::to_string(&Graph { context: "https://schema.org", things }).ok()?;
    Some(json.replace('<', "\\u003c"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_script_it_stands_in() {
        let thing = Thing { name: Some("</script><!--"), ..Thing::default() };
        let json = graph(vec![thing]).unwrap();
        assert!(!json.contains('<'), "{json}");
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["@graph"][0]["name"], "</script><!--");
    }
}
