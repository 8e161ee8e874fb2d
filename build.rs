//! The default theme is compiled in: a file added to it is reason to compile again.

fn main() {
    println!("cargo::rerun-if-changed=themes/default");
}
