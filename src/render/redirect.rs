//! Pages that lead to another page. No server needs to be configured, and they work from disk.

use crate::plan::view::RedirectView;

/// Writes a redirect. All that comes from the view is escaped.
pub fn render(view: &RedirectView) -> Vec<u8> {
    let (to, title) = (escape(&view.to), escape(&view.title));
    let canonical = view.canonical.as_ref().map_or(String::new(), |address| {
        format!("<link rel=\"canonical\" href=\"{}\">\n", escape(&address.to_string()))
    });
    let language = escape(&view.language);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>{title}</title>\n<meta name=\"robots\" content=\"noindex\">\n{canonical}\
         <meta http-equiv=\"refresh\" content=\"0; url={to}\">\n</head>\n\
         <body><p><a href=\"{to}\">{title}</a></p></body>\n</html>\n"
    )
    .into_bytes()
}

/// Escapes a text for HTML, between tags or in an attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::new();
    comrak::html::escape(&mut out, text).expect("writing to a String cannot fail");
    out
}
