//! `kuaixun import`.

mod books;
mod drawn;
mod old;
mod pages;
mod sites;
mod word;
