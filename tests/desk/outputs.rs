//! Several sites of one folder: in one run, whole or not at all, and nothing internal in the public one.

use std::fs;

use crate::support::program::kuaixun;
use crate::support::{Site, Tree, tree};

fn site() -> Site {
    let site = Site::small();
    let outputs = "outputs:\n  - folder: public\n  - {folder: inner, title: 内部快讯, audience: internal, base_url: http://10.0.0.5/, editions: [epub]}\n  - {folder: only, audience: internal, publications: [nc]}\n";
    site.write(
        "kuaixun.yaml",
        format!("title: 测试快讯\nbase_url: https://test.example/\n{outputs}"),
    );
    site.write("content/bulletins/nc/_index.md", "---\ntitle: 内参\nvisibility: internal\n---\n");
    let head = "unit: 甲局\n";
    site.article("content/bulletins/nc/2007-01/x.md", "内参稿", head, "瓞瓞绵绵。");
    site
}

fn folder(site: &Site, name: &str) -> Tree {
    tree(&site.root().join(name))
}

fn count(tree: &Tree, word: &str) -> usize {
    let holds = |bytes: &Vec<u8>| bytes.windows(word.len()).any(|part| part == word.as_bytes());
    tree.values().filter(|bytes| holds(bytes)).count()
}

#[test]
fn one_run_makes_all() {
    let site = site();
    let run = kuaixun(&site.root(), &["build"]);
    assert_eq!((run.status, run.out.lines().count()), (0, 3), "{}{}", run.out, run.err);
    let [public, inner, only] = ["public", "inner", "only"].map(|name| folder(&site, name));
    assert_eq!(count(&public, "内参"), 0);
    assert!(
        count(&inner, "内参") > 0 && inner.contains_key("bulletins/kx/2007-01/kx-2007-01.epub")
    );
    let page = String::from_utf8_lossy(&inner["bulletins/nc/2007-01/x.html"]).into_owned();
    assert!(page.contains("内部快讯") && page.contains("http://10.0.0.5/bulletins/nc/"), "{page}");
    assert!(only.contains_key("bulletins/nc/2007-01/x.html") && only.contains_key("news/n.html"));
    assert!(!only.keys().any(|path| path.contains("/kx/")), "{:?}", only.keys());
    let again = kuaixun(&site.root(), &["build"]);
    assert_eq!(again.out.matches(" 0 files written").count(), 3, "{}", again.out);
    // Each is what it would be alone.
    let run = kuaixun(&site.root(), &["build", "--audience", "internal", "--output", "one"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let one = folder(&site, "one");
    assert_eq!(one.len(), inner.len() - inner.keys().filter(|path| path.contains("epub")).count());
}

#[test]
fn an_error_in_one_keeps_all_from_being_published() {
    let site = site();
    site.article("content/news/m.md", "动态", "", "见[稿](../bulletins/nc/2007-01/x.md)。");
    let run = kuaixun(&site.root(), &["build"]);
    assert_eq!(run.status, 1, "{}", run.err);
    assert_eq!(run.err.matches("[link-to-hidden]").count(), 1, "{}", run.err);
    assert!(["public", "inner", "only"].iter().all(|name| !site.root().join(name).exists()));
    let run = kuaixun(&site.root(), &["check", "--format", "short"]);
    assert!(run.status == 1 && run.out.contains("link-to-hidden"), "{}", run.out);
}

#[test]
fn what_is_wrong_in_the_list_is_named() {
    for (outputs, code) in [
        ("[{audience: internal}]", "bad-output"),
        ("[public, public]", "bad-output"),
        ("[public, {folder: public/inner}]", "bad-output"),
        ("[{folder: public, audience: 内部}]", "bad-audience"),
        ("[{folder: public, publications: [xk]}]", "unknown-publication"),
        ("[{folder: public, base_url: 10.0.0.5}]", "bad-base-url"),
        ("[{folder: public, foldr: x}]", "unknown-key"),
    ] {
        let site = Site::small();
        site.write("kuaixun.yaml", format!("title: 快讯\noutputs: {outputs}\n"));
        let findings = site.session().compile_all().diagnostics;
        let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
        assert!(codes.contains(&code), "{outputs}: {codes:?}");
    }
    let site = Site::small();
    site.write("kuaixun.yaml", "title: 快讯\noutputs: [content/inner]\n");
    let run = kuaixun(&site.root(), &["build"]);
    assert!(run.status == 1 && run.err.contains("bad-output"), "{}", run.err);
}

#[test]
fn an_internal_issue_is_sealed_and_checked() {
    let site = site();
    let root = site.root();
    assert_eq!(kuaixun(&root, &["build"]).status, 0);
    let run = kuaixun(&root, &["seal", "2007-01", "--publication", "nc"]);
    assert!(run.status == 0 && run.out.contains("1 PDF"), "{}{}", run.out, run.err);
    let yaml = fs::read_to_string(root.join("data/sealed.yaml")).unwrap();
    assert!(yaml.contains("nc-2007-01.epub"), "{yaml}");
    site.article("content/bulletins/nc/2007-01/x.md", "内参稿", "unit: 甲局\n", "改了。");
    let run = kuaixun(&root, &["check", "--format", "short"]);
    assert!(run.out.contains("瓞瓞绵绵"), "{}", run.out);
    // Both publications have this issue, though only one of the sites shows both.
    let run = kuaixun(&root, &["seal", "2007-01"]);
    assert!(run.status == 2 && run.err.contains("kx、nc"), "{}", run.err);
    let run = kuaixun(&root, &["list", "contents", "2007-01", "--publication", "内参"]);
    assert!(run.out.contains("内参稿"), "{}{}", run.out, run.err);
    let run = kuaixun(&root, &["list", "issues", "--audience", "internal", "--format", "csv"]);
    assert!(run.out.contains("nc,2007-01"), "{}", run.out);
}

#[test]
fn an_internal_site_is_never_written_into_the_public_one() {
    let site = site();
    let root = site.root();
    let run = kuaixun(&root, &["build", "--audience", "internal"]);
    assert!(run.status == 2 && run.err.contains("--output"), "{}", run.err);
    std::os::unix::fs::symlink("public", root.join("link")).unwrap();
    fs::create_dir_all(root.join("public")).unwrap();
    for folder in ["./public/../public/x", "link/in", "link"] {
        let outputs = format!("outputs: [public, {{folder: {folder}, audience: internal}}]\n");
        site.write("kuaixun.yaml", format!("title: 测试快讯\n{outputs}"));
        let run = kuaixun(&root, &["build"]);
        assert!(run.status == 2 && run.err.contains("folder of its own"), "{folder}: {}", run.err);
        assert!(!root.join("public/index.html").exists(), "{folder}");
    }
}

#[test]
fn files_in_an_internal_folder_are_not_public() {
    let site = site();
    site.write("content/bulletins/nc/2007-01/s.csv", "瓞\n");
    let link = "[表](../bulletins/nc/2007-01/s.csv)";
    site.article("content/news/l.md", "链接", "", link);
    site.article(
        "content/news/m.md",
        "附件",
        "attachments: [../bulletins/nc/2007-01/s.csv]\n",
        "文。",
    );
    let findings = site.session().compile_all().diagnostics;
    let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["link-to-hidden", "link-to-hidden"]);
    // A draft does not bar the pictures beside it.
    let site = Site::small();
    let head = "---\ndraft: true\n---\n";
    site.write("content/bulletins/kx/2007-03/_index.md", head);
    site.write("content/bulletins/kx/2007-03/t.csv", "1\n");
    site.article("content/news/l.md", "链接", "", "[表](../bulletins/kx/2007-03/t.csv)");
    assert_eq!(site.codes(), [""; 0]);
}

#[test]
fn what_one_site_has_is_not_asked_of_the_other() {
    let site = Site::small();
    let columns = "columns: [要闻, 内部参考]\n";
    let outputs = "outputs: [{folder: public}, {folder: inner, audience: internal}]\n";
    site.write("kuaixun.yaml", format!("title: 快讯\n{columns}{outputs}"));
    let secret = "visibility: internal\ncolumn: 内部参考\n";
    site.article("content/news/s.md", "密", secret, "有  两处，空格。。");
    let check = |more: &[&str]| {
        let all = [&["check", "--today", "2007-03-21", "--format", "short"], more].concat();
        kuaixun(&site.root(), &all).out
    };
    let found = check(&[]);
    assert!(!found.contains("column-empty") && found.contains("doubled-punctuation"), "{found}");
    check(&["--accept"]);
    let found = check(&[]);
    assert!(!found.contains("accepted-gone") && !found.contains("doubled"), "{found}");
}
