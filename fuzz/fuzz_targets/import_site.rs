//! Any bytes as texts of other generators, as a dump of SQL and as an export of `WordPress`: read without a panic.

#![no_main]

use jiff::tz::TimeZone;
use kuaixun::import::dump::{self, Tables};
use kuaixun::import::generator::{self, Site};
use kuaixun::import::kind::Kind;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = Kind::named(bytes, "a.md");
    let mut tables = Tables::default();
    dump::sql(bytes, &mut tables);
    let _ = dump::dede(&tables, &TimeZone::UTC);
    let _ = dump::wxr(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for (config, path) in [
        ("hugo.toml", "content/posts/a.md"),
        ("_config.yml", "_posts/2007-03-05-a.md"),
        ("config.toml", "content/a/b.md"),
        ("book.toml", "src/a.md"),
        (".vitepress/config.ts", "a.md"),
        ("package.json", "a.md"),
    ] {
        let settings = if config == "config.toml" { "base_url = ''" } else { "" };
        let site = Site::of(&|name| (name == config).then(|| settings.to_owned()));
        let _ = generator::read(text, path, &site);
    }
    // A whole text may be a configuration, too.
    for config in ["hugo.toml", "_config.yml", "hugo.json"] {
        let site = Site::of(&|name| (name == config).then(|| text.to_owned()));
        let _ =
            generator::read("---\ntitle: 甲\ndate: 2007-03-05\n---\n", "content/posts/a.md", &site);
    }
});
