//! What a tag of another generator is in Markdown.

use super::args::Tag;

/// The start of addresses that mean a text by the name of its file: those of `ref`, `post_url` and their like.
pub const REF: &str = "kuaixun-ref:";

/// The Markdown for a tag; `None` when there is none. `inner` is what stands between it and its end; `is_address` says
/// that it stands where a link has its address.
pub fn of(tag: &Tag, inner: Option<&str>, is_address: bool) -> Option<String> {
    match (tag.name.as_str(), inner) {
        (
            "figure" | "img" | "image" | "asset_img" | "picture" | "imgcap" | "image-resize",
            None,
        ) => picture(tag),
        // Jekyll: a template that shows a picture.
        ("include", None) => {
            tag.get(&["src", "url", "file", "image", "image_path"]).and(picture(tag))
        }
        ("link", None) if !is_address => {
            let is_web =
                |word: &&String| word.starts_with("http://") || word.starts_with("https://");
            // Some themes put commas between the parts.
            let address = tag
                .plain
                .iter()
                .find(is_web)
                .filter(|_| !tag.plain.iter().any(|word| word.ends_with(',')))?;
            let words: Vec<&str> =
                tag.plain.iter().filter(|word| *word != address).map(String::as_str).collect();
            let words = words.join(" ");
            Some(format!(
                "[{}]({})",
                literal(if words.is_empty() { address } else { &words }),
                escaped(address)
            ))
        }
        ("ref" | "relref" | "post_url" | "post_path" | "link", None) => {
            let name = tag.get(&["path"]).or(tag.at(0))?;
            let address = format!("{REF}{}", escaped(name));
            Some(if is_address { address } else { format!("[{}]({address})", literal(name)) })
        }
        ("mermaid", Some(inner)) => {
            Some(format!("\n\n```mermaid\n{}\n```\n\n", inner.trim_matches('\n')))
        }
        ("katex" | "math", Some(inner)) => Some(format!("$${}$$", inner.trim())),
        ("post_link", None) => {
            let rest = tag.plain.get(1..).unwrap_or_default();
            let title = rest.iter().filter(|word| !matches!(word.as_str(), "true" | "false"));
            let title = title.map(String::as_str).collect::<Vec<_>>().join(" ");
            let name = tag.at(0)?;
            // Without words it shows the title.
            Some(format!("[{}]({REF}{})", literal(&title), escaped(name)))
        }
        ("asset_path", None) if is_address => Some(escaped(tag.at(0)?)),
        ("asset_link", None) => {
            let name = tag.at(0)?;
            Some(format!("[{}]({})", literal(tag.at(1).unwrap_or(name)), escaped(name)))
        }
        ("highlight" | "codeblock" | "code", Some(inner)) => Some(code(tag, inner)),
        ("blockquote" | "quote", Some(inner)) => Some(quotation(tag, inner)),
        (_, None) => elsewhere(tag).map(|address| format!("<{address}>")),
        _ => None,
    }
}

/// A text so that Markdown shows it as it is.
pub fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// An address that Markdown takes as one.
fn escaped(address: &str) -> String {
    address.trim().replace(' ', "%20").replace('(', "%28").replace(')', "%29")
}

fn picture(tag: &Tag) -> Option<String> {
    let names = ["src", "url", "file", "image", "image_path"];
    // Hexo: classes may stand before the address, sizes behind it.
    let is_address = |word: &&String| word.contains(['.', '/']);
    let place = tag.plain.iter().position(|word| is_address(&word));
    let source = tag.get(&names).or_else(|| tag.at(place?))?;
    let rest = place.map_or(&[][..], |place| &tag.plain[place + 1..]);
    let is_size =
        |word: &str| word.chars().all(|c| c.is_ascii_digit() || matches!(c, '%' | 'p' | 'x' | ':'));
    let mut words: Vec<&str> =
        rest.iter().map(String::as_str).filter(|word| !is_size(word)).collect();
    // "title 'alt'"
    let alternative =
        words.iter().find_map(|word| word.split('\'').nth(1)).unwrap_or_default().to_owned();
    for word in &mut words {
        *word = word.split('\'').next().unwrap_or_default().trim();
    }
    let caption = [tag.get(&["title"]), tag.get(&["caption"]), tag.get(&["attr"])];
    let caption = caption.into_iter().flatten().chain(words).collect::<Vec<_>>().join(" ");
    let alternative = tag.get(&["alt"]).unwrap_or(&alternative);
    let title = match caption.trim() {
        "" => String::new(),
        caption => format!(" \"{}\"", caption.replace('\\', "\\\\").replace('"', "\\\"")),
    };
    let picture = format!("![{}]({}{title})", literal(alternative), escaped(source));
    Some(match tag.get(&["link"]).filter(|link| !link.is_empty()) {
        Some(link) => format!("[{picture}]({})", escaped(link)),
        None => picture,
    })
}

fn code(tag: &Tag, inner: &str) -> String {
    let longest = inner.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let language = tag.get(&["lang"]).or(tag.at(0)).unwrap_or_default();
    let is_language = language.chars().all(|c| c.is_ascii_alphanumeric() || "+#-_.".contains(c));
    let language = if is_language { language } else { "" };
    let title = tag.words().join(" ");
    let title = if title.is_empty() { title } else { format!("{}\n\n", literal(&title)) };
    format!("\n\n{title}{fence}{language}\n{}\n{fence}\n\n", inner.trim_matches('\n'))
}

fn quotation(tag: &Tag, inner: &str) -> String {
    let mut text = format!("> {}\n", inner.trim().replace('\n', "\n> "));
    let from = tag.plain.iter().chain(tag.named.iter().map(|(_, value)| value));
    let from = from.map(String::as_str).collect::<Vec<_>>().join(" ");
    if !from.is_empty() {
        text = format!("{text}>\n> {}\n", literal(&from));
    }
    format!("\n\n{text}\n")
}

/// The address of what a tag shows from elsewhere.
fn elsewhere(tag: &Tag) -> Option<String> {
    let id = tag
        .get(&["id"])
        .or(tag.at(0))
        .filter(|id| !id.is_empty() && !id.contains(['<', '>', ' ']))?;
    Some(match tag.name.as_str() {
        "youtube" | "bilibili" | "vimeo" | "gist" | "tweet" | "twitter" | "x" | "instagram"
            if id.starts_with("https://") || id.starts_with("http://") =>
        {
            id.to_owned()
        }
        "youtube" => format!("https://www.youtube.com/watch?v={id}"),
        "bilibili" if id.starts_with("av") || id.starts_with("BV") => {
            format!("https://www.bilibili.com/video/{id}")
        }
        "vimeo" => format!("https://vimeo.com/{id}"),
        "gist" => match tag.at(1) {
            Some(gist) => format!("https://gist.github.com/{id}/{gist}"),
            None => format!("https://gist.github.com/{id}"),
        },
        "tweet" | "twitter" | "x" => match tag.get(&["user"]) {
            Some(user) => format!("https://twitter.com/{user}/status/{id}"),
            None => format!("https://twitter.com/i/status/{id}"),
        },
        "instagram" => format!("https://www.instagram.com/p/{id}/"),
        _ => return None,
    })
}
