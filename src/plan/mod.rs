//! Which files shall exist: a [`Bulletin`](crate::model::Bulletin) becomes a [`Plan`], a map from
//! output path to view.
//!
//! A view holds all that its page shows and nothing else, so its fingerprint tells whether the
//! page must be made again. Views are made one by one, when somebody asks. Renders nothing.

pub mod build;
pub mod credits;
mod editions;
pub mod feeds;
pub mod furniture;
pub mod home;
pub mod html;
pub mod lists;
pub mod manifest;
pub mod planner;
pub mod prose;
pub mod recipe;
pub mod related;
pub mod search;
pub mod view;

pub use build::{Output, Plan, plan};
pub use manifest::{Changes, Entry, Manifest};
pub use prose::Prose;
pub use view::View;
