//! Reads the rows of dumps of `MySQL`. A dump is read as its server would, but only `CREATE TABLE` and `INSERT` count.
//!
//! Parsers of SQL make a tree of the whole file and refuse what they do not know; a dump of 500 MB with a procedure
//! in it has to be read all the same.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::scan::Scan;

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
    columns: Option<Rc<Vec<String>>>,
    values: Vec<String>,
}

impl Tables {
    /// Adds the tables of a dump that are wanted.
    pub fn read(&mut self, text: &str, is_wanted: &dyn Fn(&str) -> bool) {
        let mut scan = Scan::new(text);
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
        let columns = (scan.peek() == Some('(')).then(|| Rc::new(scan.names()));
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
