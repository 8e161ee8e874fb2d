//! Reads the rows of dumps of MySQL. A dump is read as its server would, but only `CREATE TABLE` and `INSERT` count.
//!
//! Parsers of SQL make a tree of the whole file and refuse what they do not know; a dump of 500 MB with a procedure
//! in it has to be read all the same.

use std::collections::BTreeMap;

/// The tables of a dump: names of columns, and rows of values.
#[derive(Debug, Default)]
pub struct Tables {
    columns: BTreeMap<String, Vec<String>>,
    rows: BTreeMap<String, Vec<Row>>,
    /// Whether a statement had no end: the dump was cut.
    pub is_cut: bool,
}

/// A row: the columns that its statement names, if it does, and the values.
#[derive(Debug)]
struct Row {
    columns: Option<std::rc::Rc<Vec<String>>>,
    values: Vec<String>,
}

impl Tables {
    /// Adds the tables of a dump that are wanted.
    pub fn read(&mut self, text: &str, is_wanted: &dyn Fn(&str) -> bool) {
        let mut scan = Scan { text, at: 0 };
        while scan.skip_blanks() {
            let word = scan.word().to_ascii_uppercase();
            match word.as_str() {
                "INSERT" | "REPLACE" => self.insert(&mut scan, is_wanted),
                "CREATE" => self.create(&mut scan, is_wanted),
                _ => {}
            }
            scan.skip_statement();
        }
    }

    /// The names of tables that have rows.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rows.keys().map(String::as_str)
    }

    /// The rows of a table: the value of a column by its name. `usual` are the columns of a table that the dump does
    /// not describe. A row with another number of values than columns is left out, see [`Tables::strange`].
    pub fn rows<'a>(
        &'a self,
        table: &str,
        usual: &'a [&'a str],
    ) -> impl Iterator<Item = Values<'a>> {
        self.rows.get(table).into_iter().flatten().filter_map(move |row| {
            let names = self.names_of(row, table, usual)?;
            Some(Values(names.into_iter().zip(row.values.iter().map(String::as_str)).collect()))
        })
    }

    /// How many rows of a table have another number of values than columns.
    pub fn strange(&self, table: &str, usual: &[&str]) -> usize {
        let rows = self.rows.get(table).into_iter().flatten();
        rows.filter(|row| self.names_of(row, table, usual).is_none()).count()
    }

    fn names_of<'a>(
        &'a self,
        row: &'a Row,
        table: &str,
        usual: &[&'a str],
    ) -> Option<Vec<&'a str>> {
        let described = self.columns.get(table);
        let names: Vec<&str> = match (&row.columns, described) {
            (Some(own), _) => own.iter().map(String::as_str).collect(),
            (None, Some(described)) => described.iter().map(String::as_str).collect(),
            (None, None) => usual.to_vec(),
        };
        let is_guess = row.columns.is_none() && described.is_none();
        let is_whole =
            names.len() == row.values.len() || is_guess && names.len() <= row.values.len();
        is_whole.then_some(names)
    }

    fn insert(&mut self, scan: &mut Scan<'_>, is_wanted: &dyn Fn(&str) -> bool) {
        let mut table = scan.name();
        while ["INTO", "IGNORE", "DELAYED", "LOW_PRIORITY"]
            .iter()
            .any(|word| table.eq_ignore_ascii_case(word))
        {
            table = scan.name();
        }
        if table.is_empty() || !is_wanted(&table) {
            return;
        }
        let columns = (scan.peek() == Some('(')).then(|| std::rc::Rc::new(scan.names()));
        if !scan.name().to_ascii_uppercase().starts_with("VALUE") {
            return;
        }
        let rows = self.rows.entry(table).or_default();
        loop {
            let next = scan.peek();
            let Some(values) = scan.values() else {
                self.is_cut |= matches!(next, None | Some('('));
                return;
            };
            rows.push(Row { columns: columns.clone(), values });
            if scan.peek() != Some(',') {
                return;
            }
            scan.at += 1;
        }
    }

    fn create(&mut self, scan: &mut Scan<'_>, is_wanted: &dyn Fn(&str) -> bool) {
        let mut name = scan.name();
        while ["TABLE", "TEMPORARY", "IF", "NOT", "EXISTS"]
            .iter()
            .any(|word| name.eq_ignore_ascii_case(word))
        {
            name = scan.name();
        }
        if scan.peek() != Some('(') || !is_wanted(&name) {
            return;
        }
        scan.at += 1;
        let mut columns = Vec::new();
        loop {
            scan.skip_blanks();
            // Keys and other rules have no name in backticks at their start.
            let is_quoted = scan.text[scan.at..].starts_with('`');
            let first = scan.name();
            let is_rule = [
                "PRIMARY",
                "KEY",
                "UNIQUE",
                "INDEX",
                "FULLTEXT",
                "CONSTRAINT",
                "FOREIGN",
                "CHECK",
                "SPATIAL",
            ]
            .iter()
            .any(|rule| first.eq_ignore_ascii_case(rule));
            if first.is_empty() {
                break;
            }
            if is_quoted || !is_rule {
                columns.push(first.to_ascii_lowercase());
            }
            if !scan.skip_part() {
                break;
            }
        }
        self.columns.insert(name, columns);
    }
}

/// The values of a row by the names of their columns.
pub struct Values<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Values<'a> {
    /// The value of a column; empty where it has none.
    pub fn get(&self, column: &str) -> &'a str {
        self.0.get(column).copied().unwrap_or_default()
    }
}

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
    let mut scan = Scan { text, at: 0 };
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
    Some(super::text_of(&bytes?).into_owned())
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl Scan<'_> {
    fn peek(&mut self) -> Option<char> {
        self.skip_blanks();
        self.text[self.at..].chars().next()
    }

    /// Skips blanks and comments; whether something is left. What stands in `/*!40101 … */` is for the server alone.
    fn skip_blanks(&mut self) -> bool {
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
    fn word(&mut self) -> String {
        self.skip_blanks();
        let rest = &self.text[self.at..];
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '#' | '@' | '.' | '$'))
            .unwrap_or(rest.len());
        self.at += end;
        rest[..end].to_owned()
    }

    /// A name, with or without backticks; that of a database before it is left out.
    fn name(&mut self) -> String {
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
    fn names(&mut self) -> Vec<String> {
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
    fn values(&mut self) -> Option<Vec<String>> {
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

    /// A text in quotation marks, with what backslashes mean in MySQL; `None` when it has no end.
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
    fn skip_statement(&mut self) {
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
    fn skip_part(&mut self) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<Vec<String>> {
        let mut tables = Tables::default();
        tables.read(text, &|table| table.ends_with("archives"));
        let rows = tables.rows("dede_archives", &["id", "title"]);
        rows.map(|row| vec![row.get("id").to_owned(), row.get("title").to_owned()]).collect()
    }

    #[test]
    fn rows_are_read_as_a_server_would() {
        for (text, expected) in [
            ("INSERT INTO `dede_archives` VALUES ('1','甲');", vec![["1", "甲"]]),
            (
                "INSERT INTO dede_archives (title, id) VALUES ('a;b',1),('it''s \\'x\\'\\n', 2);",
                vec![["1", "a;b"], ["2", "it's 'x'\n"]],
            ),
            (
                "-- it's a comment\n/*!40101 SET NAMES gbk */;\nINSERT INTO `db`.`dede_archives` VALUES (1,_utf8'乙'),(2,NULL);",
                vec![["1", "乙"], ["2", ""]],
            ),
            (
                "CREATE TABLE `dede_archives` (\n `title` varchar(60) NOT NULL DEFAULT 'a,b',\n `id` int(10) unsigned,\n PRIMARY KEY (`id`,`title`)\n) ENGINE=MyISAM;\nINSERT INTO `dede_archives` VALUES ('甲',7);",
                vec![["7", "甲"]],
            ),
            (
                "INSERT INTO `dede_feedback` VALUES ('INSERT INTO dede_archives VALUES (1,2);');REPLACE INTO dede_archives VALUES (3,'丙')",
                vec![["3", "丙"]],
            ),
            // Broken off: what is whole counts.
            ("INSERT INTO `dede_archives` VALUES ('1','甲'),('2','乙", vec![["1", "甲"]]),
            ("INSERT INTO `dede_archives` VALUES ('1')", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(values(text), expected, "{text}");
        }
    }
}
