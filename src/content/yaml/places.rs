//! Finds where keys and items stand in a text of YAML: the parser does not say.

use std::ops::Range;

/// The line on which `key` stands at the margin, without its line end.
pub fn line_of(yaml: &str, key: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in yaml.split_inclusive('\n') {
        let rest = line.strip_prefix(key).map(str::trim_start);
        if rest.is_some_and(|rest| rest.starts_with(':')) {
            return Some(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    None
}

/// The lines of each item of the list below `key`. `around` is the key's line or contains it; it is
/// empty when the list is the whole text.
pub fn item_lines(yaml: &str, around: &Range<usize>, key: &str) -> Vec<Range<usize>> {
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut depth = None;
    let is_whole = around.is_empty();
    let start = if is_whole { 0 } else { inner_line(yaml, around, key).end };
    let skip = yaml[start..].find('\n').filter(|_| !is_whole).map_or(0, |end| end + 1);
    let mut at = start + skip;
    for line in yaml[at..].split_inclusive('\n') {
        let text = line.trim();
        let indent = line.len() - line.trim_start().len();
        let is_item = text.starts_with("- ") || text == "-";
        let range = at..at + line.trim_end().len();
        at += line.len();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        match depth {
            _ if is_item && depth.is_none_or(|depth| indent == depth) => {
                depth = Some(indent);
                items.push(range);
            }
            Some(depth) if indent > depth => {
                if let Some(item) = items.last_mut() {
                    item.end = range.end;
                }
            }
            _ => break,
        }
    }
    items
}

/// The line of `key` in the mapping at `inside`; the mapping's first line when the key is absent.
pub fn inner_line(yaml: &str, inside: &Range<usize>, key: &str) -> Range<usize> {
    let mut first = None;
    let mut at = inside.start;
    for line in yaml[inside.clone()].split_inclusive('\n') {
        let text = line.trim_start_matches([' ', '-']);
        let start = at + (line.len() - text.len());
        let range = start..start + text.trim_end().len();
        at += line.len();
        if text.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(':')) {
            return range;
        }
        first.get_or_insert(range);
    }
    first.unwrap_or_else(|| inside.clone())
}

/// How many bytes the first line has.
pub fn first_line(text: &str) -> usize {
    text.lines().next().map_or(0, str::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_and_their_keys_are_found() {
        let yaml = "title: 甲\ncolumns:\n  - name: 要闻\n    slug: a\n  # 注\n  - {name: 简讯}\nextra: 1\n";
        let columns = line_of(yaml, "columns").unwrap();
        let items = item_lines(yaml, &columns, "columns");
        assert_eq!(items.len(), 2);
        assert_eq!(&yaml[inner_line(yaml, &items[0], "slug")], "slug: a");
        assert_eq!(&yaml[inner_line(yaml, &items[1], "slug")], "{name: 简讯}");
        let whole = "- group: 甲\n  units:\n    - name: 乙\n    - name: 丙\n- name: 丁\n";
        let groups = item_lines(whole, &(0..0), "items");
        assert_eq!(groups.len(), 2);
        let units = item_lines(whole, &groups[0], "units");
        assert_eq!(&whole[units[1].clone()], "    - name: 丙");
    }
}
