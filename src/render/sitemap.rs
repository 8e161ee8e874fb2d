//! Sitemaps (sitemaps.org protocol 0.9) and `robots.txt` (RFC 9309).

use super::xml::{document, element};
use crate::base::Address;
use crate::plan::view::{RobotsView, SitemapView};

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// Writes a sitemap.
pub fn render(view: &SitemapView) -> Vec<u8> {
    document(&element("urlset", &[NAMESPACE]), |xml| {
        view.addresses.iter().try_for_each(|address| {
            xml.parent(&element("url", &[]), |xml| xml.text("loc", &[], &address.to_string()))
        })
    })
}

/// Writes an index of sitemaps, given their full addresses.
pub fn render_index(parts: &[Address]) -> Vec<u8> {
    document(&element("sitemapindex", &[NAMESPACE]), |xml| {
        parts.iter().try_for_each(|address| {
            xml.parent(&element("sitemap", &[]), |xml| xml.text("loc", &[], &address.to_string()))
        })
    })
}

/// Writes `robots.txt`.
pub fn render_robots(view: &RobotsView) -> Vec<u8> {
    let rule = if view.allowed { "Allow: /" } else { "Disallow: /" };
    let mut text = format!("User-agent: *\n{rule}\n");
    if let Some(sitemap) = &view.sitemap {
        text.push_str("Sitemap: ");
        text.push_str(&sitemap.to_string());
        text.push('\n');
    }
    text.into_bytes()
}
