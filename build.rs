//! The default theme, the files of a new site and the manual of messages are compiled in: a file
//! added to them is reason to compile again.

fn main() {
    for folder in ["themes/default", "starter", "docs/zh-CN/messages", "docs/en/messages"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
