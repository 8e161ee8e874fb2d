//! Texts of other systems become articles: Word files, pages, exports.
//!
//! Each kind of file is read into a tree of HTML and what is known of it ([`found::Found`]). One writer makes Markdown of
//! all of them, and what the Markdown shows is compared with the tree. Nothing is guessed in silence: what was taken
//! for what, what was left out and what is not sure are [`Remark`](found::Remark)s.

mod archive;
pub mod article;
pub mod dump;
pub mod found;
pub mod generator;
mod head;
pub mod kind;
pub mod markdown;
mod package;
pub mod page;
pub mod proof;
pub mod roles;
pub mod sheet;
pub mod word;
pub mod word97;
pub mod workbook;
mod xml;

/// Why a file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It does not unpack, or is no XML.
    Damaged,
    /// It needs a password.
    Encrypted,
    /// It is older than Word 97.
    TooOld,
    /// It is an Office file, but no text.
    NotWord,
    /// It shows no text.
    Empty,
    /// It is a text, but no table.
    NotTable,
    /// It has more entries than [`limits`](crate::base::limits) allow.
    TooMany,
    /// It is larger, unpacked, than they allow.
    TooLarge,
    /// It is deeper than they allow.
    TooDeep,
    /// It defines entities, which may grow without end.
    Entities,
    /// Its encoding cannot be told.
    Encoding,
}
