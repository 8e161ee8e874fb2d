//! Every bound on what is read, in one table. Each is looked at before the work is done. No real article
//! comes near them; what is beyond was made, or pasted by mistake, and would take up a build's time and
//! memory. SECURITY.md lists them; a test compares the two.

use std::time::Duration;

/// Bytes of an article: some 700 000 characters.
pub const ARTICLE_BYTES: u64 = 2 << 20;
/// Bytes of another text that is read: the configuration, a register, a template, a list of addresses.
pub const TEXT_BYTES: u64 = 16 << 20;
/// Bytes of a table of `data`: the ledger, or figures of units: that of 200 000 rows is shorter.
pub const TABLE_BYTES: u64 = 64 << 20;
/// Bytes of a picture, or of a text that is attached: such a file is read whole.
pub const PICTURE_BYTES: u64 = 100 << 20;
/// Bytes of any other file that is published.
pub const FILE_BYTES: u64 = 1 << 30;

/// Levels of quotations, lists and emphasis inside one another.
pub const MARKDOWN_LEVELS: usize = 100;
/// Cells of all tables of an article.
pub const TABLE_CELLS: usize = 50_000;
/// The time that the parser of Markdown may take. It takes milliseconds.
pub const PARSING: Duration = Duration::from_secs(1);
/// Elements of HTML that are open at once: to clean them takes the square of their number.
pub const OPEN_ELEMENTS: usize = 256;
/// Elements of HTML that are opened again, since formatting stays open from paragraph to paragraph.
pub const REOPENED_ELEMENTS: usize = 100_000;
/// Tags of HTML between the cells of tables: to move them out takes the square of their number.
pub const MISPLACED_TAGS: usize = 200;
/// Tags of HTML in the sentences of an article.
pub const INLINE_TAGS: usize = 200_000;
/// Attributes of a tag of HTML: to read them takes the square of their number.
pub const TAG_ATTRIBUTES: usize = 64;
/// Lists and mappings of YAML inside one another: the parser takes the square of their number.
pub const YAML_LEVELS: usize = 32;
/// Names under one key: authors, units, tags, old addresses.
pub const NAMES: usize = 100;
/// Values of all charts of an article.
pub const CHART_VALUES: usize = 10_000;
/// Rows of a chart: more could not be seen on a page.
pub const CHART_ROWS: usize = 60;
/// Findings of one kind that are shown for a file: more of them usually come from one mistake.
pub const FINDINGS: usize = 100;
/// Findings of one kind that are kept for a file, so that the others can be counted.
pub const KEPT_FINDINGS: usize = 10_000;
/// Bytes of a line that are shown on each side of what is wrong.
pub const SHOWN_BYTES: usize = 1000;

/// Pixels of a picture that is opened: those of the largest common cameras.
pub const PICTURE_PIXELS: u64 = 64_000_000;
/// Pixels of one side of a picture that is opened: those of the longest JPEG.
pub const PICTURE_SIDE: u32 = 65_535;
/// Pixels of all the pictures that a build has open at once; further ones wait.
pub const OPEN_PIXELS: u64 = 2 * PICTURE_PIXELS;
/// Pixels for each byte of a picture with more than [`SMALL_PIXELS`]: an empty sheet has fewer.
pub const PIXELS_PER_BYTE: u64 = 500;
/// Pixels of a picture that may be as empty as it likes.
pub const SMALL_PIXELS: u64 = 16_000_000;

/// Bytes of the colour profile of a PNG, unpacked, and of each of its rows.
pub const PROFILE_BYTES: u64 = 4 << 20;

/// Connections to the preview that are open at once; for a further one, the oldest that has asked for nothing
/// ends.
pub const CONNECTIONS: usize = 128;
/// The time for the head of a request to the preview, and between two requests.
pub const REQUEST_HEAD: Duration = Duration::from_secs(10);

/// Bytes that are unpacked of one attached document, to look for private data in it.
pub const UNPACKED_BYTES: u64 = 32 << 20;
/// Bytes of a package's list of check sums: that of 100 000 files is shorter.
pub const CHECKSUM_BYTES: u64 = 16 << 20;
/// Entries of a package.
pub const PACKAGE_FILES: usize = 200_000;
/// Bytes of the list of a package's entries.
pub const LIST_BYTES: u64 = 32 << 20;
/// Bytes that a package may unpack to, beside those for each byte that it has.
pub const UNPACKED_PACKAGE: u64 = 64 << 20;
/// Bytes that a package may unpack to for each byte that it has.
pub const UNPACKED_TIMES: u64 = 100;
/// Problems of a package that are listed; of the others only the number is told.
pub const PROBLEMS: usize = 100;

/// Bytes of a part of a Word file, unpacked: that of a book is shorter.
pub const IMPORTED_XML: u64 = 64 << 20;
/// Elements, attributes and texts of such a part.
pub const IMPORTED_NODES: u32 = 2_000_000;
/// Elements of such a part inside one another.
pub const IMPORTED_LEVELS: usize = 200;
/// Bytes of an export of a whole site: of a dump, or of WXR.
pub const IMPORTED_EXPORT: u64 = 1 << 30;
/// How many cells a sheet of an imported workbook has, in the rows and columns that show something.
pub const IMPORTED_CELLS: usize = 200_000;
/// Entries of an archive that is imported.
pub const IMPORTED_PARTS: usize = 20_000;
