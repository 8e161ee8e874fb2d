//! YAML as people write it: read key by key, mended where it is loosely written, and a finding with
//! its place for everything that cannot be read.
//!
//! [`fields`] reads front matter, `kuaixun.yaml` and the registry alike, by the tables in [`keys`].

pub mod fields;
pub mod keys;
pub mod mend;
mod places;
mod plain;
mod slips;
pub mod value;
