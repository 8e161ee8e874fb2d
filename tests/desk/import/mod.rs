//! `kuaixun import`.

mod drawn;
mod word;
