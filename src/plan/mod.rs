//! Which files shall exist: a [`Bulletin`](crate::model::Bulletin) becomes a [`Plan`], a map from
//! output path to view.
//!
//! A view holds all that its page shows and nothing else, so its fingerprint tells whether the
//! page must be made again. Views are made one by one, when somebody asks. This folder renders
//! nothing.

pub mod addresses;
pub mod claims;
pub mod editions;
pub mod feeds;
pub mod home;
pub mod lists;
pub mod manifest;
pub mod menu;
mod notices;
pub mod outputs;
pub mod pages;
pub mod recipe;
pub mod search;
mod since;
pub mod site_wide;
mod statistics;
pub mod stock;
pub mod view;

pub use manifest::{Changes, Entry, Manifest};
pub use outputs::{Output, Plan, plan};
pub use view::Prose;
pub use view::View;
