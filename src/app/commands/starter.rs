//! The files of a new site, compiled in: what `init` writes, and the templates that `new` fills in.

use include_dir::{Dir, include_dir};

/// The files, by their paths in the new site's folder.
pub static STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/starter");
