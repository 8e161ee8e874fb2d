//! The menu is what the configuration says, and never shows what the site does not.

use crate::support::Site;

fn menu(page: &str) -> Vec<String> {
    let nav = page.split_once("<nav").expect("a menu").1.split_once("</nav>").expect("its end").0;
    let texts = nav.split(['<', '>']).skip(1).step_by(2);
    texts.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

fn site(menu: &str) -> Site {
    let site = Site::small();
    site.write("kuaixun.yaml", format!("title: 测试快讯\nbase_url: https://test.example/\n{menu}"));
    site.write("content/pages/about.md", "---\ntitle: 关于我们\n---\n\n文。\n");
    site
}

#[test]
fn the_configuration_orders_it() {
    let site = site(
        "menu:\n  - home\n  - 要闻\n  - {title: 期刊, link: kx}\n  - about\n  - title: 更多\n    items: [units, archive, {title: 市政府, link: 'https://www.example.gov.cn/'}]\n",
    );
    assert_eq!(site.codes(), [""; 0]);
    site.build();
    let page = site.page("news/n.html");
    let shown = ["首页", "要闻", "期刊", "关于我们", "更多", "单位", "档案", "市政府"];
    assert_eq!(menu(&page), shown, "{page}");
    assert!(page.contains("<a href=\"https://www.example.gov.cn/\">市政府</a>"), "{page}");
    assert!(page.contains("<a href=\"../bulletins/kx/index.html\">期刊</a>"), "{page}");
}

#[test]
fn without_it_all_parts_are_there() {
    let site = site("");
    site.build();
    let page = site.page("index.html");
    let shown = ["首页", "快讯", "动态", "栏目", "单位", "标签", "档案", "关于我们"];
    assert_eq!(menu(&page), shown, "{page}");
}

#[test]
fn what_is_unknown_is_told_and_what_is_hidden_is_left_out() {
    let site = site("menu: [home, 要文, {title: 空的}]\n");
    let findings = site.findings();
    let told: Vec<_> = findings.iter().map(|one| (one.code, one.arg("near"))).collect();
    assert_eq!(told, [("bad-menu", Some("要闻")), ("bad-menu", None)]);
    site.write("kuaixun.yaml", "title: 测试快讯\nmenu: [home, nc, 内参, about, 关于, summaries]\n");
    site.write("content/bulletins/nc/_index.md", "---\ntitle: 内参\nvisibility: internal\n---\n");
    site.article("content/bulletins/nc/2007-01/x.md", "甲", "", "文。");
    site.write("content/pages/about.md", "---\ntitle: 关于\ndraft: true\n---\n\n文。\n");
    assert_eq!(site.codes(), [""; 0]);
    site.build();
    assert_eq!(menu(&site.page("index.html")), ["首页"]);
}
