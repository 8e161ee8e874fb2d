//! `kuaixun import`.

mod drawn;
mod pages;
mod sites;
mod word;
