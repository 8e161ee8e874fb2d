//! What stands in a tag: its name, and its arguments with and without names.

/// A tag such as `figure src="a.jpg"` or `asset_img a.jpg 图1`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// The name in small letters.
    pub name: String,
    /// The arguments without names, without quotation marks.
    pub plain: Vec<String>,
    /// The others.
    pub named: Vec<(String, String)>,
}

impl Tag {
    /// Reads what stands between the signs of a tag.
    pub fn of(inner: &str) -> Self {
        let mut words = Vec::new();
        let inner = inner.trim();
        // A tag that closes itself.
        let mut rest = inner.strip_suffix(" /").unwrap_or(inner).trim_end();
        while let Some(first) = rest.chars().next() {
            if first.is_whitespace() || first == ',' && words.len() > 1 {
                rest = &rest[first.len_utf8()..];
                continue;
            }
            let end = end_of_word(rest);
            words.push(&rest[..end]);
            rest = &rest[end..];
        }
        let mut words = words.into_iter();
        let name = words.next().unwrap_or_default().to_lowercase();
        let mut tag = Self { name, ..Self::default() };
        for word in words {
            let key = word.split(['=', ':']).next().unwrap_or_default();
            let is_key = !key.is_empty()
                && key.len() < word.len()
                && !word[key.len()..].starts_with("://")
                && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
            if is_key {
                let value = unquoted(&word[key.len() + 1..]);
                tag.named.push((key.to_lowercase(), value.to_owned()));
            } else {
                tag.plain.push(unquoted(word).to_owned());
            }
        }
        tag
    }

    /// The value of the first of these names that the tag has.
    pub fn get(&self, names: &[&str]) -> Option<&str> {
        let value = |name: &&str| self.named.iter().find(|(known, _)| known == name);
        names.iter().find_map(value).map(|(_, value)| value.as_str())
    }

    /// The argument without a name at this place, from 0.
    pub fn at(&self, place: usize) -> Option<&str> {
        self.plain.get(place).map(String::as_str)
    }

    /// The arguments that are words for readers: with signs beyond ASCII, or with blanks, but no addresses.
    pub fn words(&self) -> Vec<&str> {
        let values = self.named.iter().map(|(_, value)| value);
        let is_text =
            |text: &&str| !text.is_ascii() || text.trim().contains(' ') && !text.contains('/');
        self.plain.iter().chain(values).map(String::as_str).filter(is_text).collect()
    }
}

/// Where a word ends: at a blank outside quotation marks.
fn end_of_word(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'' | '`') if at == 0 || text[..at].ends_with(['=', ':']) => {
                quote = Some(c);
            }
            (None, c) if c.is_whitespace() => return at,
            (Some(_) | None, _) => {}
        }
    }
    text.len()
}

fn unquoted(text: &str) -> &str {
    let inner = |quote| text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    inner('"').or_else(|| inner('\'')).or_else(|| inner('`')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_have_names_or_places() {
        let tag = Tag::of("figure src=\"/a b.jpg\" title='图 1' `raw` https://a.example/");
        assert_eq!((tag.name.as_str(), tag.get(&["src"])), ("figure", Some("/a b.jpg")));
        assert_eq!(tag.plain, ["raw", "https://a.example/"]);
        assert_eq!(tag.words(), ["图 1"]);
        assert_eq!(Tag::of("include image.html url=a.png").get(&["src", "url"]), Some("a.png"));
        assert_eq!(Tag::of("ref \"open").plain, ["\"open"]);
    }
}
