//! `kuaixun import`.

mod drawn;
mod pages;
mod word;
