//! The command line as a person meets it: `tests/cmd/*.md` are run and compared.

#[test]
fn pages_of_commands() {
    trycmd::TestCases::new().env("KUAIXUN_LANG", "zh").case("tests/cmd/*.md");
}
