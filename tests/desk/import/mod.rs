//! `kuaixun import`.

mod drawn;
mod old;
mod pages;
mod sites;
mod word;
