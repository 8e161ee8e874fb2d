//! Reads the words, names and values of SQL, as `MySQL` writes them.

use super::export::text_of;

/// Whether a text begins with a statement of SQL, behind comments, and fills tables.
pub fn is_dump(text: &str) -> bool {
    const FIRST: [&str; 14] = [
        "INSERT",
        "REPLACE",
        "DROP",
        "CREATE",
        "LOCK",
        "SET",
        "USE",
        "BEGIN",
        "START",
        "DELETE",
        "ALTER",
        "DELIMITER",
        "TRUNCATE",
        "COMMIT",
    ];
    let mut scan = Scan::new(text);
    // What is for the server alone is a statement, too: `/*!40101 … */;`.
    while scan.skip_blanks() && scan.text[scan.at..].starts_with(';') {
        scan.at += 1;
    }
    let first = scan.word().to_ascii_uppercase();
    let upper = text.to_ascii_uppercase();
    FIRST.contains(&first.as_str())
        && ["INSERT INTO", "REPLACE INTO", "CREATE TABLE", "DROP TABLE"]
            .iter()
            .any(|part| upper.contains(part))
}

/// The text that hexadecimal digits stand for.
fn from_hex(digits: &str) -> Option<String> {
    let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..digits.len()).step_by(2).map(byte).collect();
    Some(text_of(&bytes?).into_owned())
}

/// A place in a text of SQL.
pub struct Scan<'a> {
    pub text: &'a str,
    pub at: usize,
}

impl<'a> Scan<'a> {
    /// The start of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The next character that is no blank.
    pub fn peek(&mut self) -> Option<char> {
        self.skip_blanks();
        self.text[self.at..].chars().next()
    }

    /// Skips blanks and comments; whether something is left. What stands in `/*!40101 … */` is for the server alone.
    pub fn skip_blanks(&mut self) -> bool {
        loop {
            let rest = &self.text[self.at..];
            let blanks =
                rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', '\u{feff}']).len();
            self.at += blanks;
            let rest = &self.text[self.at..];
            let length = if rest.starts_with("--") || rest.starts_with('#') {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else {
                return !rest.is_empty();
            };
            self.at += length;
        }
    }

    /// A word of letters, which may be a part of a name.
    pub fn word(&mut self) -> String {
        self.skip_blanks();
        let rest = &self.text[self.at..];
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '#' | '@' | '.' | '$'))
            .unwrap_or(rest.len());
        self.at += end;
        rest[..end].to_owned()
    }

    /// A name, with or without backticks; that of a database before it is left out.
    pub fn name(&mut self) -> String {
        self.skip_blanks();
        let rest = &self.text[self.at..];
        let Some(quote) = rest.chars().next().filter(|c| matches!(c, '`' | '"')) else {
            return self.word().rsplit('.').next().unwrap_or_default().to_owned();
        };
        let end = rest[1..].find(quote).map_or(rest.len(), |end| end + 1);
        let name = rest[1..end].to_owned();
        self.at += (end + 1).min(rest.len());
        if self.text[self.at..].starts_with('.') {
            self.at += 1;
            return self.name();
        }
        name
    }

    /// Names between brackets.
    pub fn names(&mut self) -> Vec<String> {
        self.at += 1;
        let mut all = Vec::new();
        loop {
            let name = self.name();
            if !name.is_empty() {
                all.push(name.to_ascii_lowercase());
            }
            match self.peek() {
                Some(',') => self.at += 1,
                Some(')') => {
                    self.at += 1;
                    return all;
                }
                _ => return all,
            }
        }
    }

    /// Values between brackets; `None` when they have no end.
    pub fn values(&mut self) -> Option<Vec<String>> {
        if self.peek()? != '(' {
            return None;
        }
        self.at += 1;
        let mut all = Vec::new();
        loop {
            match self.peek()? {
                ')' => {
                    self.at += 1;
                    return Some(all);
                }
                ',' => self.at += 1,
                '\'' | '"' => all.push(self.quoted()?),
                _ => {
                    // NULL, a number, or the name of an encoding before a text.
                    let rest = &self.text[self.at..];
                    let end = rest.find([',', ')', '\'', '"'])?;
                    let plain = rest[..end].trim();
                    let is_hex = plain.eq_ignore_ascii_case("x") && rest[end..].starts_with('\'');
                    self.at += end;
                    if is_hex {
                        let digits = self.quoted()?;
                        all.push(from_hex(&digits).unwrap_or(digits));
                        continue;
                    }
                    // The name of an encoding may stand before a value.
                    let is_named = plain.starts_with('_');
                    let value = match plain.split_once(char::is_whitespace) {
                        Some((_, value)) if is_named => value.trim(),
                        _ if is_named => continue,
                        _ => plain,
                    };
                    let hex = value.strip_prefix("0x").filter(|digits| digits.len() > 3);
                    let is_null = value.eq_ignore_ascii_case("null");
                    all.push(match hex.and_then(from_hex) {
                        Some(text) => text,
                        None if is_null => String::new(),
                        None => value.to_owned(),
                    });
                }
            }
        }
    }

    /// A text in quotation marks, with what backslashes mean in `MySQL`; `None` when it has no end.
    fn quoted(&mut self) -> Option<String> {
        let quote = self.text[self.at..].chars().next()?;
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let next = rest.find(['\\', quote])?;
            out.push_str(&rest[..next]);
            let mut signs = rest[next..].chars();
            let (first, second) = (signs.next()?, signs.next());
            self.at += next + 1;
            if first == quote && second != Some(quote) {
                return Some(out);
            }
            let second = second?;
            self.at += second.len_utf8();
            match second {
                'n' if first == '\\' => out.push('\n'),
                'r' if first == '\\' => out.push('\r'),
                't' if first == '\\' => out.push('\t'),
                '0' | 'b' | 'Z' if first == '\\' => {}
                other => out.push(other),
            }
        }
    }

    /// Skips what is left of a statement.
    pub fn skip_statement(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            let Some(next) = rest.find([';', '\'', '"', '`', '\n']) else {
                self.at = self.text.len();
                return;
            };
            self.at += next;
            match rest.as_bytes()[next] {
                b';' => {
                    self.at += 1;
                    return;
                }
                b'\n' => {
                    self.at += 1;
                    // A comment may hold a mark without a second one.
                    let line = self.text[self.at..].trim_start_matches([' ', '\t']);
                    if line.starts_with("--") || line.starts_with('#') {
                        self.skip_blanks();
                    }
                }
                b'`' => {
                    let end = self.text[self.at + 1..].find('`');
                    self.at = end.map_or(self.text.len(), |end| self.at + end + 2);
                }
                _ => {
                    if self.quoted().is_none() {
                        self.at = self.text.len();
                        return;
                    }
                }
            }
        }
    }

    /// Skips to the next part between commas; `false` at the closing bracket.
    pub fn skip_part(&mut self) -> bool {
        let mut depth = 0;
        loop {
            let rest = &self.text[self.at..];
            let Some(next) = rest.find(['(', ')', ',', '\'', '"', ';']) else { return false };
            self.at += next;
            match rest.as_bytes()[next] {
                b'(' => depth += 1,
                b')' if depth == 0 => return false,
                b')' => depth -= 1,
                b',' if depth == 0 => {
                    self.at += 1;
                    return true;
                }
                b';' => return false,
                b',' => {}
                _ => {
                    if self.quoted().is_none() {
                        return false;
                    }
                    continue;
                }
            }
            self.at += 1;
        }
    }
}
