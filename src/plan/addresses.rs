//! Addresses that are the same on every site, and numbered ones: years, months, pages of lists,
//! parts of the sitemap. All others come from what authors wrote (`content::urls`).

use crate::base::OutputPath;

/// The folder of the search's files.
pub const SEARCH: &str = "search/";
/// The one file of the search whose name never changes.
pub const SEARCH_INDEX: &str = "search/index.js";
/// The package (ZIP archive) of the whole site.
pub const SITE_PACKAGE: &str = "site.zip";

/// The home page.
pub fn home() -> OutputPath {
    OutputPath::fixed("index.html")
}

/// The 404 page, which a server shows for addresses that do not exist.
pub fn not_found() -> OutputPath {
    OutputPath::fixed("404.html")
}

/// `robots.txt`
pub fn robots() -> OutputPath {
    OutputPath::fixed("robots.txt")
}

/// The first page of a part of the site, by the name of its folder.
pub fn front(folder: &str) -> OutputPath {
    OutputPath::fixed(&format!("{folder}/index.html"))
}

/// The page for searching.
pub fn search() -> OutputPath {
    front("search")
}

/// The page of all years.
pub fn archive() -> OutputPath {
    front("archive")
}

/// The page of a year in the archive.
pub fn year(year: i16) -> OutputPath {
    front(&format!("archive/{year:04}"))
}

/// The first page of the list of a month's articles.
pub fn month(year: i16, month: i8) -> OutputPath {
    front(&format!("archive/{year:04}/{month:02}"))
}

/// The page `number`, from 1, the oldest, of the list whose first page is `first`: `…/page-1.html`, `…/page-2.html`.
pub fn page_of_list(first: &OutputPath, number: usize) -> OutputPath {
    beside(first, &format!("page-{number}.html"))
}

/// The feed of a page, in the same folder.
pub fn feed(page: &OutputPath) -> OutputPath {
    beside(page, "feed.xml")
}

/// The sitemap, or the index of its parts.
pub fn sitemap() -> OutputPath {
    OutputPath::fixed("sitemap.xml")
}

/// A part of the sitemap; `part` counts from 0, the files from 1.
pub fn part_of_sitemap(part: usize) -> OutputPath {
    OutputPath::fixed(&format!("sitemap-{}.xml", part + 1))
}

/// The file called `name` in the folder of a page.
pub fn beside(page: &OutputPath, name: &str) -> OutputPath {
    match page.folder() {
        "" => OutputPath::fixed(name),
        folder => OutputPath::fixed(&format!("{folder}/{name}")),
    }
}
