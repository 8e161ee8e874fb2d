//! Any name as a part of an address, as an old address, as a path: legal everywhere, or refused.

#![no_main]

use kuaixun::base::{OutputPath, SourcePath};
use kuaixun::content::urls;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|name: &str| {
    assert!(OutputPath::is_legal_part(&urls::slug(name)));
    assert!(OutputPath::is_legal_part(&urls::file_slug(name)));
    let legal = |path: &str| {
        path.len() <= 150 && !path.starts_with('/') && path.split('/').all(|part| !part.starts_with('.') && !part.is_empty())
    };
    if let Some(path) = urls::alias(name) {
        assert!(legal(path.as_str()), "{path}");
    }
    if let Some(path) = SourcePath::new(name) {
        assert!(path.as_str().split('/').all(|part| !matches!(part, "" | "." | "..")), "{path}");
        if let Some(url) = urls::file(&path) {
            assert!(legal(url.as_str()), "{url}");
        }
    }
});
