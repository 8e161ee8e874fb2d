//! How wide the columns of a table have to be, which the template measures in its typeface.

use super::text::parts;
use crate::base::han;
use crate::base::tree;
use crate::render::editions::table::Table;

/// What a column needs, apart from cells that are several columns wide.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Need {
    /// The longest piece of a text in which no line may end.
    pub least: String,
    /// The width of its longest cell on one line, about, in ems.
    pub most: f64,
}

/// What each of a table's columns needs.
pub fn needs(table: &Table<'_>, columns: usize) -> Vec<Need> {
    let mut needs = vec![Need::default(); columns];
    let cells = table.head.iter().chain(&table.body).flatten();
    for cell in cells.filter(|cell| cell.columns == 1) {
        let Some(need) = needs.get_mut(cell.column) else { continue };
        let text = tree::text(cell.children);
        need.most = need.most.max(han::ems(&text));
        // A column of single characters is read by nobody.
        let few = if columns <= 8 || cell.column == 0 { 4 } else { 2 };
        let start = text.char_indices().nth(few).map_or(&*text, |(end, _)| &text[..end]);
        let start = Some(start).filter(|start| start.contains(han::is_han)).map(str::trim);
        let pieces = parts(&text).into_iter().flat_map(han::unbroken);
        for piece in pieces.chain(start) {
            if han::ems(piece) > han::ems(&need.least) {
                piece.clone_into(&mut need.least);
            }
        }
    }
    needs
}
