//! Reads YAML as people write it: key by key, mended where it is loosely written, with a finding
//! and its place for everything that cannot be read.
//!
//! [`fields`] reads front matter, `kuaixun.yaml` and the registry; [`keys`] lists the known keys.

pub mod fields;
pub mod keys;
pub mod mend;
mod places;
mod plain;
mod slips;
pub mod value;
