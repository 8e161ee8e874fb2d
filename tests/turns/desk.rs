//! The same for what an editor does with items and issues: numbers, contents, corrections, old volumes, sites.

use std::path::PathBuf;

use fastrand::Rng;
use rayon::prelude::*;

use crate::edits::{TURNS, script};
use crate::support::Site;

#[test]
fn random_scripts_of_an_editor() {
    let compared: usize = (0..200).into_par_iter().map(|seed| script(seed, edit)).sum();
    assert!(compared > 200 * TURNS / 2, "{compared} turns were compared");
}

#[expect(clippy::too_many_lines, reason = "an arm for each way to edit a site")]
fn edit(site: &mut Site, rng: &mut Rng) -> Vec<PathBuf> {
    let issue = ["2007-01", "2007-02", "2007-03-04", "2007-05", "2007-s1"][rng.usize(..5)];
    let publication = ["kx", "nc"][rng.usize(..2)];
    let folder = format!("content/bulletins/{publication}/{issue}");
    let number = rng.u8(..4);
    let path = match rng.u8(..8) {
        // An issue: its order, its number, what it announces, who sees it, and as a file.
        0 | 1 => {
            let keys = [
                "contents: [r1, 要闻, n]\n",
                "contents: [r3]\n",
                "planned: true\n",
                "cumulative: 141\n",
                "date: 2007-04-30\n",
                "visibility: internal\n",
                "draft: true\n",
            ];
            let some = keys.iter().filter(|_| rng.u8(..3) == 0).copied().collect::<String>();
            let path = format!("{folder}/_index.md");
            site.write(&path, format!("---\neditor: 编{number}\n{some}---\n\n按语{number}。\n"));
            path
        }
        2 => {
            let pdf = format!("{folder}/v.pdf");
            site.write(&pdf, format!("%PDF-1.4 {number}"));
            let contents = "contents: [{title: 旧题, page: 2}]\n";
            let path = format!("{folder}/_index.md");
            site.write(&path, format!("---\nfile: v.pdf\n{contents}---\n"));
            return vec![pdf.into(), path.into()];
        }
        3 => {
            let path = format!("content/bulletins/{publication}/_index.md");
            let hidden = ["", "visibility: internal\n", "first_cumulative: 25\n"][rng.usize(..3)];
            site.write(&path, format!("---\ntitle: 刊{publication}{number}\n{hidden}---\n"));
            path
        }
        5 => {
            let lines = [
                "title: 快讯\nbase_url: https://test.example/\n",
                "title: 快讯\naudience: internal\n",
                "title: 快讯\ncolumns: [简讯, 要闻]\n",
            ];
            site.write("kuaixun.yaml", lines[rng.usize(..3)]);
            "kuaixun.yaml".to_owned()
        }
        4 => {
            let rules =
                ["tags: 科普\n", "column: 要闻\n", "articles: [n, r1]\n", "to: 2007-03-31\n"];
            let some = rules.iter().filter(|_| rng.bool()).copied().collect::<String>();
            let hidden = ["", "", "draft: true\n", "weight: 1\n"][rng.usize(..4)];
            let path = format!("content/topics/t{}.md", number % 2);
            site.write(
                &path,
                format!("---\ntitle: 专题{number}\n{some}{hidden}---\n\n导语{number}。\n"),
            );
            path
        }
        // An item: what is said of it later, where it stands.
        kind => {
            let mut head = String::new();
            for line in [
                "corrections: [{date: 2007-12-01, text: 应为102人}]\n",
                "withdrawn: {date: 2007-12-02, reason: 不实}\n",
                "lead: true\n",
                "kicker: 引题\nsubtitle: ——副题\n",
                "author: 王　强\n",
                "author: 王强\n",
                "column: 要闻\n",
                "tags: 科普\n",
            ] {
                if rng.u8(..4) == 0 && !(line.starts_with("author") && head.contains("author")) {
                    head += line;
                }
            }
            let path = if kind == 6 {
                format!("{folder}/r{number}.md")
            } else {
                let both = ["issue: [kx/2007-02, nc/2007-05]\n", "issue: kx/2007-01\n", ""];
                head += both[rng.usize(..3)];
                "content/news/n.md".to_owned()
            };
            site.article(&path, &format!("题{number}"), &head, "正文。");
            path
        }
    };
    vec![path.into()]
}
