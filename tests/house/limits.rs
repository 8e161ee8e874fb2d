//! SECURITY.md says every bound of the program.

use std::fs;

use crate::support::repository;

/// The bounds of `base/limits.rs`, by their names, and the rows of the table in SECURITY.md.
#[test]
fn the_table_of_bounds_is_whole() {
    let read = |path: &str| fs::read_to_string(repository().join(path)).expect("a file");
    let (program, manual) = (read("src/base/limits.rs"), read("SECURITY.md"));
    let name = |line: &str| {
        let name = line.strip_prefix("pub const ")?.split(':').next()?;
        Some(name.to_owned())
    };
    let known: Vec<String> = program.lines().filter_map(name).collect();
    let rows = manual.lines().filter(|line| line.starts_with("| ") && line.ends_with("` |"));
    let told: Vec<(String, String)> = rows
        .map(|row| {
            let cells: Vec<&str> = row.split(" | ").collect();
            let name = cells[2].trim_matches(['`', ' ', '|']).to_owned();
            (name, cells[1].to_owned())
        })
        .collect();
    let names: Vec<&String> = told.iter().map(|(name, _)| name).collect();
    let mut missing: Vec<&String> = known.iter().filter(|name| !names.contains(name)).collect();
    missing.extend(names.iter().filter(|name| !known.contains(name)));
    assert!(missing.is_empty(), "{missing:?}");
    for (name, said) in told {
        let digits: String = said.chars().filter(char::is_ascii_digit).collect();
        assert_eq!(digits.parse(), Ok(value(&name)), "{name}: {said}");
    }
}

/// A bound as the table says it, by its name.
fn value(name: &str) -> u128 {
    use kuaixun::base::limits::*;
    match name {
        "ARTICLE_BYTES" => u128::from(ARTICLE_BYTES >> 20),
        "TEXT_BYTES" => u128::from(TEXT_BYTES >> 20),
        "TABLE_BYTES" => u128::from(TABLE_BYTES >> 20),
        "PICTURE_BYTES" => u128::from(PICTURE_BYTES >> 20),
        "FILE_BYTES" => u128::from(FILE_BYTES >> 20),
        "MARKDOWN_LEVELS" => MARKDOWN_LEVELS as u128,
        "TABLE_CELLS" => TABLE_CELLS as u128,
        "PARSING" => PARSING.as_secs().into(),
        "OPEN_ELEMENTS" => OPEN_ELEMENTS as u128,
        "REOPENED_ELEMENTS" => REOPENED_ELEMENTS as u128,
        "MISPLACED_TAGS" => MISPLACED_TAGS as u128,
        "CHART_VALUES" => CHART_VALUES as u128,
        "INLINE_TAGS" => INLINE_TAGS as u128,
        "TAG_ATTRIBUTES" => TAG_ATTRIBUTES as u128,
        "YAML_LEVELS" => YAML_LEVELS as u128,
        "NAMES" => NAMES as u128,
        "CHART_ROWS" => CHART_ROWS as u128,
        "FINDINGS" => FINDINGS as u128,
        "KEPT_FINDINGS" => KEPT_FINDINGS as u128,
        "SHOWN_BYTES" => SHOWN_BYTES as u128,
        "PICTURE_PIXELS" => PICTURE_PIXELS.into(),
        "PICTURE_SIDE" => PICTURE_SIDE.into(),
        "OPEN_PIXELS" => OPEN_PIXELS.into(),
        "PIXELS_PER_BYTE" => PIXELS_PER_BYTE.into(),
        "SMALL_PIXELS" => SMALL_PIXELS.into(),
        "PROFILE_BYTES" => u128::from(PROFILE_BYTES >> 20),
        "CONNECTIONS" => CONNECTIONS as u128,
        "REQUEST_HEAD" => REQUEST_HEAD.as_secs().into(),
        "UNPACKED_BYTES" => u128::from(UNPACKED_BYTES >> 20),
        "CHECKSUM_BYTES" => u128::from(CHECKSUM_BYTES >> 20),
        "PACKAGE_FILES" => PACKAGE_FILES as u128,
        "LIST_BYTES" => u128::from(LIST_BYTES >> 20),
        "UNPACKED_PACKAGE" => u128::from(UNPACKED_PACKAGE >> 20),
        "UNPACKED_TIMES" => UNPACKED_TIMES.into(),
        "IMPORTED_XML" => u128::from(IMPORTED_XML >> 20),
        "IMPORTED_NODES" => IMPORTED_NODES.into(),
        "IMPORTED_LEVELS" => IMPORTED_LEVELS as u128,
        "IMPORTED_EXPORT" => u128::from(IMPORTED_EXPORT >> 20),
        "IMPORTED_CELLS" => IMPORTED_CELLS as u128,
        "IMPORTED_PARTS" => IMPORTED_PARTS as u128,
        "PROBLEMS" => PROBLEMS as u128,
        _ => panic!("{name} is not compared"),
    }
}
