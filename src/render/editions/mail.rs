//! The edition for mail: one HTML file whose styles stand in its elements, since mail programs drop
//! all others, with its pictures inside it; and plain text.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::tree::Element;
use super::xhtml::{self, Dress, escaped};
use super::{
    DEEPEST, Kind, Masthead, Tools, label, masthead, picture, read_back, recipients, signature,
    staff, svg,
};
use crate::base::OutputPath;
use crate::content::Words;
use crate::model::Download;
use crate::plan::view::{Booklet, BookletIssue, BookletItem, BookletText};
use crate::render::RenderError;

/// The widest picture: what a mail program shows is 592 pixels wide.
const WIDEST: u32 = 960;

const SERIF: &str = "font-family:SimSun,'Songti SC','Noto Serif CJK SC',serif";

/// Writes the HTML.
///
/// # Errors
/// A picture that cannot be read.
pub fn html(booklet: &Booklet, tools: &Tools<'_>) -> Result<Vec<u8>, RenderError> {
    let words = &tools.theme.words;
    let title = escaped(&booklet.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\" />\n\
         <meta name=\"viewport\" content=\"width=device-width\" />\n<title>{title}</title>\n</head>\n\
         <body style=\"margin:0;padding:0;background:#f4f1ea\">\n\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td align=\"center\" style=\"padding:16px 8px\">\n\
         <table role=\"presentation\" width=\"640\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"width:100%;max-width:640px;table-layout:fixed;background:#ffffff\"><tr><td style=\"padding:24px;{SERIF};font-size:16px;line-height:1.8;color:#1a1a1a;overflow-wrap:break-word;word-break:break-word\">\n",
        escaped(&booklet.language),
    );
    let mut letter = Letter { tools };
    for (number, issue) in booklet.issues.iter().enumerate() {
        letter.issue(&mut out, number, issue, booklet)?;
    }
    if let Some(base) = &booklet.base_url {
        let _ = writeln!(
            out,
            "<p style=\"margin:24px 0 0;font-size:13px;color:#6b6b6b\"><a href=\"{}\" style=\"color:#6b6b6b\">{}</a></p>",
            escaped(&format!("{base}{}", booklet.url)),
            escaped(words.get("on_the_web")),
        );
    }
    out.push_str("</td></tr></table>\n</td></tr></table>\n</body>\n</html>\n");
    Ok(out.into_bytes())
}

/// Dresses texts for mail.
struct Letter<'a> {
    tools: &'a Tools<'a>,
}

impl Letter<'_> {
    fn issue(
        &mut self,
        out: &mut String,
        number: usize,
        issue: &BookletIssue,
        booklet: &Booklet,
    ) -> Result<(), RenderError> {
        let words = &self.tools.theme.words;
        head(out, issue, booklet, words);
        if issue.items.len() > 1 {
            let _ = writeln!(
                out,
                "<p style=\"margin:16px 0 4px;text-align:center;font-weight:bold\">{}</p>",
                escaped(words.get("contents"))
            );
            for (place, item) in issue.items.iter().enumerate() {
                let _ = writeln!(
                    out,
                    "<p style=\"margin:0 0 4px\"><a href=\"#{}\" style=\"color:#1a1a1a;text-decoration:none\">{}. {}</a></p>",
                    label(number, place),
                    place + 1,
                    escaped(&item.row.title),
                );
            }
        }
        if let Some(note) = &issue.note {
            let _ = writeln!(
                out,
                "<div style=\"margin:16px 0;padding:8px 12px;border:1px solid #c8102e\"><p style=\"margin:0;font-weight:bold\">{}</p>",
                escaped(words.get("editors_note"))
            );
            self.text(out, note, booklet)?;
            out.push_str("</div>\n");
        }
        for (place, item) in issue.items.iter().enumerate() {
            self.article(out, &label(number, place), item, booklet)?;
        }
        foot(out, issue, words);
        Ok(())
    }

    fn article(
        &mut self,
        out: &mut String,
        label: &str,
        item: &BookletItem,
        booklet: &Booklet,
    ) -> Result<(), RenderError> {
        let words = &self.tools.theme.words;
        if let Some(column) = item.credits.column() {
            let _ = writeln!(
                out,
                "<p style=\"margin:28px 0 0;color:#c8102e;font-size:14px\">{}</p>",
                escaped(&column.title)
            );
        }
        let _ = writeln!(
            out,
            "<h2 id=\"{label}\" style=\"margin:4px 0 12px;font-size:21px;line-height:1.4\">{}</h2>",
            escaped(&item.row.title)
        );
        self.text(out, &item.text, booklet)?;
        for line in signature(item, words) {
            let line = escaped(&line);
            let _ = writeln!(out, "<p style=\"margin:0 0 1em;text-align:right\">{line}</p>");
        }
        for download in &item.downloads {
            let _ = writeln!(
                out,
                "<p style=\"margin:0 0 8px\">{}{}<a href=\"{}\" style=\"color:#c8102e\">{}</a></p>",
                escaped(words.get("attachments")),
                escaped(words.get("colon")),
                escaped(&address(download, booklet)),
                escaped(&called(download)),
            );
        }
        Ok(())
    }

    fn text(
        &mut self,
        out: &mut String,
        text: &BookletText,
        booklet: &Booklet,
    ) -> Result<(), RenderError> {
        xhtml::write(out, &read_back(text, DEEPEST), text, booklet, self)?;
        out.push('\n');
        Ok(())
    }
}

/// Where a file is: on the site, or, of a site without an address, beside the mail; a package has it there, too.
fn address(download: &Download, booklet: &Booklet) -> String {
    match &booklet.base_url {
        Some(base) => format!("{base}{}", download.url),
        None => {
            let folder = format!("{}/", booklet.url.folder());
            let url = download.url.as_str();
            url.strip_prefix(&folder).unwrap_or(url).to_owned()
        }
    }
}

/// What a file is called, and its name where that says something else.
fn called(download: &Download) -> String {
    let name = download.url.as_str().rsplit('/').next().unwrap_or_default();
    let is_plain = download.title == name;
    if is_plain { name.to_owned() } else { format!("{}（{name}）", download.title) }
}

fn head(out: &mut String, issue: &BookletIssue, booklet: &Booklet, words: &Words) {
    let Masthead { classification, name, label, publisher, date, title } =
        masthead(issue, booklet, words);
    if let Some(classification) = classification {
        let classification = escaped(classification);
        let _ = writeln!(out, "<p style=\"margin:0;font-weight:bold\">{classification}</p>");
    }
    let _ = writeln!(
        out,
        "<h1 style=\"margin:8px 0;text-align:center;color:#c8102e;font-size:36px;line-height:1.3\">{}</h1>\n\
         <p style=\"margin:0;text-align:center\">{}</p>",
        escaped(name),
        escaped(label)
    );
    let _ = writeln!(
        out,
        "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" \
         style=\"border-bottom:2px solid #c8102e\"><tr><td style=\"{SERIF};font-size:16px\">{}</td>\
         <td align=\"right\" style=\"{SERIF};font-size:16px\">{}</td></tr></table>",
        escaped(publisher),
        escaped(&date.unwrap_or_default()),
    );
    if let Some(title) = title {
        let title = escaped(title);
        let _ = writeln!(
            out,
            "<p style=\"margin:12px 0 0;text-align:center;font-weight:bold\">{title}</p>"
        );
    }
}

fn foot(out: &mut String, issue: &BookletIssue, words: &Words) {
    let recipients = recipients(&issue.imprint, words);
    let staff = staff(&issue.imprint, words);
    if recipients.is_empty() && staff.is_empty() {
        return;
    }
    out.push_str("<div style=\"margin:28px 0 0;padding:8px 0;border-top:1px solid #1a1a1a;border-bottom:1px solid #1a1a1a;font-size:14px\">\n");
    for (name, who) in recipients {
        let _ = writeln!(out, "<p style=\"margin:0\">{}{}</p>", escaped(name), escaped(&who));
    }
    if !staff.is_empty() {
        let _ = writeln!(
            out,
            "<p style=\"margin:0;text-align:right\">{}</p>",
            escaped(&staff.join("　"))
        );
    }
    out.push_str("</div>\n");
}

impl Dress for Letter<'_> {
    fn style(&self, element: &Element) -> Option<&'static str> {
        let is = |class: &str| element.has_class(class);
        Some(match element.name.as_str() {
            "p" if element.first("img").is_some() => "margin:0 0 1em",
            "p" => "margin:0 0 1em;text-indent:2em",
            "summary" | "figcaption" | "caption" => "margin:4px 0;text-align:center;font-size:14px",
            "h2" | "h3" => "margin:16px 0 8px;font-size:17px;line-height:1.5",
            "h4" | "h5" | "h6" => "margin:12px 0 8px;font-size:16px;line-height:1.5",
            "ul" | "ol" => "margin:0 0 1em;padding:0 0 0 2em",
            "blockquote" => "margin:0 0 1em;padding:0 0 0 12px;border-left:3px solid #c8102e",
            "pre" => {
                "margin:0 0 1em;padding:8px;background:#f4f1ea;font-size:14px;white-space:pre-wrap"
            }
            "table" => "margin:0 auto 1em;border-collapse:collapse;font-size:14px",
            "th" => "padding:4px 8px;border:1px solid #999999;background:#f4f1ea",
            "td" if is("right") => "padding:4px 8px;border:1px solid #999999;text-align:right",
            "td" if is("center") => "padding:4px 8px;border:1px solid #999999;text-align:center",
            "td" => "padding:4px 8px;border:1px solid #999999",
            "figure" => "margin:0 0 1em;text-align:center",
            "img" => "max-width:100%;height:auto;text-indent:0",
            "a" => "color:#c8102e",
            "div" if is("table") => "overflow-x:auto",
            "div" if is("footnotes") => {
                "margin:0 0 1em;border-top:1px solid #999999;font-size:14px"
            }
            _ => return None,
        })
    }

    fn item(&self, issue: usize, place: usize) -> String {
        format!("#{}", label(issue, place))
    }

    fn picture(
        &mut self,
        text: &BookletText,
        url: &OutputPath,
    ) -> Result<Option<String>, RenderError> {
        let made = picture(text, url, WIDEST, self.tools)?;
        Ok(made.map(|(kind, bytes)| inside(kind, &bytes)))
    }

    /// Where a mail program shows no drawings, the table under it says the same.
    fn drawing(&mut self, svg: &Element) -> Option<String> {
        Some(inside(Kind::Svg, svg::chart(svg, &[]).as_bytes()))
    }
}

/// A picture as its own address (RFC 2397).
fn inside(kind: Kind, bytes: &[u8]) -> String {
    format!("data:{};base64,{}", kind.media_type(), STANDARD.encode(bytes))
}
