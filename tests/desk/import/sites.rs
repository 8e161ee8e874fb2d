//! Whole sites become articles: folders of other generators, and exports.

use std::fs;
use std::path::Path;

use crate::support::program::kuaixun;
use crate::support::{repository, tree};

/// A site to import into, and the files of another one beside it in `old/`.
fn with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::write(root.join("kuaixun.yaml"), "title: 快讯\n").expect("a file");
    for (name, text) in files {
        let file = root.join("old").join(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        if name.ends_with(".png") {
            fs::copy(repository().join("tests/support/ink.jpg"), file).expect("a file");
        } else {
            fs::write(file, text).expect("a file");
        }
    }
    folder
}

/// Imports `old`, and gives the report.
fn imported(root: &Path, status: i32) -> String {
    let run = kuaixun(root, &["import", "old", "--today", "2007-12-31"]);
    assert_eq!(run.status, status, "{}{}", run.out, run.err);
    run.out + &run.err
}

fn article(root: &Path, path: &str, parts: &[&str]) {
    let text = fs::read_to_string(root.join("content").join(path)).unwrap_or_else(|_| {
        panic!("{path} is missing of {:?}", tree(&root.join("content")).keys())
    });
    for part in parts {
        assert!(text.contains(part), "{path} lacks {part}:\n{text}");
    }
}

/// Publishes all that was imported.
fn published(root: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let day = ["--today", "2007-12-31", "--audience", "internal", "--output", "public"];
    let run = kuaixun(root, &[&["build", "--drafts"], &day[..]].concat());
    assert_eq!(run.status, 0, "{}", run.err);
    tree(&root.join("public"))
}

#[test]
fn a_site_of_hugo() {
    let folder = with(&[
        (
            "hugo.toml",
            "baseURL = 'https://www.example.cn/'\n[permalinks]\nposts = '/:year/:slug/'\n",
        ),
        (
            "content/posts/first/index.md",
            "+++\ntitle = '小雪镇举办培训班'\ndate = 2007-03-05T08:30:00+08:00\ncategories = ['乡镇动态', '培训']\ntags = ['科技入户']\nslug = 'training'\naliases = ['/old/1.html']\nauthor = '王强'\nweight = 3\n+++\n3月5日，举办培训班。\n\n<!--more-->\n\n{{< figure src=\"photo.png\" caption=\"图1 培训现场\" >}}\n\n见[通知]({{< ref \"posts/second.md\" >}})和[网页](https://www.example.cn/2007/second/)。\n\n```\n- 一\n- 二\n```\n\n- [x] 已办\n",
        ),
        ("content/posts/first/photo.png", ""),
        (
            "content/posts/second.md",
            "---\ntitle: second\ndate: 2007-03-06\ndraft: true\n---\n\n![](/images/map.png)\n\n{{< notice \"注意 事项\" >}}带好本子。{{< /notice >}}\n\n{{< map 35 117 >}}\n",
        ),
        ("static/images/map.png", ""),
        ("content/_index.md", "---\ntitle: 首页\n---\n"),
        ("content/about.md", "---\ntitle: 关于\n---\n本站介绍。\n"),
        ("layouts/index.html", "<html><body>{{ .Content }}</body></html>"),
        ("README.md", "# 说明\n"),
    ]);
    let root = folder.path();
    let report = imported(root, 0);
    assert!(report.contains("3 imported"), "{report}");
    for part in ["extra alone: 培训", "extra: weight", "notice", "map 35 117", "it was a draft"] {
        assert!(report.contains(part), "{part}:\n{report}");
    }
    article(
        root,
        "news/2007/first.md",
        &[
            "date: 2007-03-05T08:30:00+08:00\nauthor: 王强\ncolumn: 乡镇动态\ntags: [科技入户]\nslug: training\n",
            "aliases: [/2007/training/, /old/1.html]",
            "  weight: 3\n",
            "![](first-1.jpg \"图1 培训现场\")",
            "见[通知](second.md)和[网页](second.md)。",
            "```\n- 一\n- 二\n```",
            "- [x] 已办",
        ],
    );
    article(
        root,
        "news/2007/second.md",
        &["![](second-1.jpg)", "**注意 事项**\n\n带好本子。", "map 35 117"],
    );
    article(root, "pages/about.md", &["本站介绍。"]);
    let site = published(root);
    let old = String::from_utf8_lossy(&site["2007/training/index.html"]);
    assert!(old.contains("news/2007/training.html"), "{old}");
    let again = imported(root, 0);
    assert!(again.contains("0 imported, 3 imported before"), "{again}");
}

#[test]
fn a_site_of_hexo() {
    let folder = with(&[
        (
            "_config.yml",
            "url: http://blog.example.cn\nsource_dir: source\npost_asset_folder: true\n",
        ),
        (
            "source/_posts/spring.md",
            "title: 春耕\ndate: 2007-03-05 08:30:00\ncategories:\n- 农业\n---\n第一行\n第二行\n<!-- more -->\n{% asset_img field.png 春耕现场 %}\n\n{% post_link training 培训 %}，{% raw %}{{ 原样 }}{% endraw %}，{{ theme.name }}\n",
        ),
        ("source/_posts/spring/field.png", ""),
        (
            "source/_posts/training.md",
            "---\ntitle: 培训: 通知\"\ndate: 2007/3/6\npassword: secret-word\n---\n[回看](/2007/03/05/spring/)\n",
        ),
        ("source/_drafts/later.md", "---\ntitle: 以后\ndate: 2007-04-01\n---\n再说。\n"),
        ("source/about/index.md", "---\ntitle: 关于\n---\n本站。\n"),
        ("themes/a/source/_posts/no.md", "---\ntitle: 不要\n---\n"),
    ]);
    let root = folder.path();
    // A public text links to one that is internal now.
    let report = imported(root, 1);
    assert!(report.contains("4 imported"), "{report}");
    assert!(!report.contains("secret-word"), "{report}");
    article(
        root,
        "news/2007/spring.md",
        &[
            "aliases: [/2007/03/05/spring/]",
            "第一行\\\n第二行",
            "![](spring-1.jpg \"春耕现场\")",
            "[培训](training.md)，{{ 原样 }}，",
            "theme",
        ],
    );
    article(root, "news/2007/training.md", &["visibility: internal", "[回看](spring.md)"]);
    article(root, "pages/about.md", &["本站。"]);
    let all: Vec<u8> = tree(&root.join("content")).into_values().flatten().collect();
    assert!(!String::from_utf8_lossy(&all).contains("secret-word"));
    published(root);
}

#[test]
fn sites_of_jekyll_zola_vitepress_and_mdbook() {
    let jekyll = with(&[
        ("_config.yml", "url: https://a.example\nmarkdown: kramdown\n"),
        (
            "_posts/2007-03-05-spring.md",
            "---\nlayout: post\ntitle: 春耕\ncategories: news\n---\n* TOC\n{:toc}\n\n## 一、安排 {#plan}\n\n正文{: .x}见[培训]({% post_url 2007-03-06-training %})和![图]({{ site.baseurl }}/img/a.png)。\n\n{% highlight ruby %}\nputs 1\n{% endhighlight %}\n",
        ),
        ("_posts/2007-03-06-training.md", "---\ntitle: 培训\n---\n正文。\n"),
        ("img/a.png", ""),
        ("about.md", "---\ntitle: 关于\npermalink: /about/\n---\n本站。\n"),
        ("README.md", "没有文前信息\n"),
    ]);
    let root = jekyll.path();
    assert!(imported(root, 0).contains("3 imported"));
    article(
        root,
        "news/2007/spring.md",
        &[
            "date: 2007-03-05\n",
            "aliases: [/news/2007/03/05/spring.html]",
            "## 一、安排\n\n正文见[培训](training.md)和![图](spring-1.jpg)。",
            "```ruby\nputs 1\n```",
        ],
    );
    published(root);

    let zola = with(&[
        ("config.toml", "base_url = 'https://a.example'\n"),
        (
            "content/blog/2007-03-05-spring.md",
            "+++\ntitle = '春耕'\n[taxonomies]\ntags = ['农业']\n[extra]\nlead = '短'\n+++\n见[培训](@/blog/training.md)。\n",
        ),
        ("content/blog/training.md", "+++\ntitle = '培训'\ndate = 2007-03-06\n+++\n正文。\n"),
    ]);
    let root = zola.path();
    assert!(imported(root, 0).contains("2 imported"));
    article(
        root,
        "news/2007/spring.md",
        &["tags: [农业]", "aliases: [/blog/spring/]", "  lead: 短", "见[培训](training.md)。"],
    );

    let vitepress = with(&[
        ("docs/.vitepress/config.mts", "export default {}\n"),
        ("docs/guide/start.md", "# 开始\n\n::: tip 提示\n看[下一页](./next.md#a)。\n:::\n"),
        ("docs/guide/next.md", "---\ntitle: 下一页\ndate: 2007-03-05\n---\n正文。\n"),
    ]);
    let root = vitepress.path();
    assert!(imported(root, 0).contains("2 imported"));
    article(
        root,
        "pages/start.md",
        &["title: 开始", "**提示**\n\n看[下一页](../news/2007/next.md)。"],
    );

    let book = with(&[
        ("book.toml", "[book]\ntitle = '手册'\n"),
        ("src/SUMMARY.md", "- [一](one.md)\n"),
        ("src/one.md", "# 第一章\n\n{{#include a.rs}}\n"),
    ]);
    assert!(imported(book.path(), 0).contains("1 imported"));
}

/// A dump of 织梦 with so many texts, in GBK.
fn dump(count: usize) -> Vec<u8> {
    let text = "-- MySQL dump\n/*!40101 SET NAMES gbk */;\nINSERT INTO `dede_arctype` (`id`,`typename`,`typedir`) VALUES (1,'科技要闻','{cmspath}/a/xw');\nINSERT INTO `dede_sysconfig` (`varname`,`value`) VALUES ('cfg_basehost','http://www.example.cn');\n";
    let (mut heads, mut bodies) = (Vec::new(), Vec::new());
    for id in 1..=count {
        let moment = 1_173_054_600 + id * 3600;
        heads.push(format!("({id},1,0,'培训\\'班\\'通知','王强','小雪镇',{moment},'培训','')"));
        bodies.push(format!("({id},1,'<p>　　第{id}期培训班。</p>\\r\\n<p>见<a href=\"/plus/view.php?aid=1\">第一期</a>和<img src=\"/uploads/a.png\" /></p>','','','')"));
    }
    let heads = format!(
        "INSERT INTO `dede_archives` (id,typeid,arcrank,title,writer,source,pubdate,keywords,description) VALUES {};\n",
        heads.join(",")
    );
    let bodies = format!("INSERT INTO `dede_addonarticle` VALUES {};\n", bodies.join(","));
    let text = [text, &heads, &bodies].concat();
    encoding_rs::GBK.encode(&text).0.into_owned()
}

#[test]
fn a_dump_that_is_broken_off_and_imported_again_ends_as_the_first() {
    let whole = with(&[("uploads/a.png", "")]);
    fs::write(whole.path().join("old/site.sql"), dump(60)).expect("a file");
    let report = imported(whole.path(), 0);
    for part in ["60 imported", "columns:\n  - name: 科技要闻  # 60\n", "- name: 小雪镇  # 60\n"]
    {
        assert!(report.contains(part), "{part}:\n{report}");
    }
    article(
        whole.path(),
        "news/2007/培训班通知.md",
        &[
            "title: 培训'班'通知\ndate: 2007-03-05T09:30:00\nunit: 小雪镇\nauthor: 王强\ncolumn: 科技要闻\n",
            "aliases: [/a/xw/2007/0305/1.html]",
            "第1期培训班。",
            "![](培训班通知-1.jpg)",
        ],
    );
    article(whole.path(), "news/2007/培训班通知-60.md", &["见[第一期](培训班通知.md)和"]);
    published(whole.path());

    // What was written before the end is there again, the rest is not: as after a run that was broken off.
    let part = with(&[("uploads/a.png", "")]);
    fs::write(part.path().join("old/site.sql"), dump(60)).expect("a file");
    imported(part.path(), 0);
    let mut articles: Vec<String> = tree(&part.path().join("content"))
        .into_keys()
        .filter(|path| path.ends_with(".md"))
        .collect();
    articles.sort();
    for path in articles.iter().step_by(2) {
        fs::remove_file(part.path().join("content").join(path)).expect("it is there");
    }
    let map = part.path().join("old.map");
    let file = map.to_str().expect("a name");
    let run = kuaixun(part.path(), &["import", "old", "--redirects", file]);
    assert!(run.out.contains("30 imported, 30 imported before"), "{}", run.out);
    // Where the static pages are, aliases answer.
    let map = fs::read_to_string(map).expect("a file");
    assert_eq!(map.lines().count(), 60, "{map}");
    assert!(map.contains("\"/plus/view.php?aid=1\" /news/2007/"), "{map}");
    let [one, other] = [&whole, &part].map(|folder| tree(&folder.path().join("content")));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    assert!(one == other);
}

#[test]
fn an_export_of_wordpress() {
    let item = |id: u8, title: &str, more: &str| {
        format!(
            "<item><title>{title}</title><link>https://www.example.cn/news/{id}/</link><wp:post_id>{id}</wp:post_id><wp:post_date>2007-03-0{id} 08:30:00</wp:post_date><wp:post_name>post-{id}</wp:post_name><wp:post_type>post</wp:post_type>{more}</item>"
        )
    };
    let body = "<content:encoded><![CDATA[第一段\n第二行\n\n见<a href=\"https://www.example.cn/?p=2\">第二篇</a>。\n\n[caption]<img src=\"https://www.example.cn/wp-content/uploads/a.png\" alt=\"人\" /> 图1 现场[/caption]\n\n[contact to=\"x\"]]]></content:encoded><wp:status>publish</wp:status>";
    let text = format!(
        "<?xml version=\"1.0\"?>\n<rss xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><link>https://www.example.cn</link>{}{}{}</channel></rss>",
        item(1, "甲", body),
        item(
            2,
            "乙",
            "<content:encoded><![CDATA[<p>机密</p>]]></content:encoded><wp:status>private</wp:status>"
        ),
        item(3, "丙", "<wp:status>trash</wp:status>"),
    );
    let folder = with(&[("site.xml", &text), ("wp-content/uploads/a.png", "")]);
    let root = folder.path();
    // A public text links to one that is internal now.
    let report = imported(root, 1);
    assert!(report.contains("2 imported") && report.contains("recycle bin"), "{report}");
    article(
        root,
        "news/2007/post-1.md",
        &[
            "aliases: [/news/1/]",
            "第一段\\\n第二行\n\n见[第二篇](post-2.md)。\n\n![人](post-1-1.jpg \"图1 现场\")",
            "contact",
        ],
    );
    article(root, "news/2007/post-2.md", &["visibility: internal"]);
    published(root);
    let cut = with(&[("site.xml", &text[..text.len() - 40])]);
    assert!(imported(cut.path(), 1).contains("broken off"));
}

#[test]
fn what_was_not_for_everybody_stays_so() {
    let dump = "/*\n Navicat\n\n Source: x\n*/\nINSERT INTO `d_archives` (id,typeid,channel,arcrank,money,title,pubdate) VALUES (1,1,1,0,0,'关于&quot;三夏&quot;工作',1173054600),(2,1,1,10,0,'会员',1173054600),(3,2,1,0,0,'内部栏目',1173054600),(4,1,1,0,0,'断',1173054600);\nINSERT INTO `d_arctype` (id,typename,typedir,corank) VALUES (1,'甲','/a',0),(2,'乙','/b',100);\nINSERT INTO `d_addonarticle` VALUES (1,1,'<p>一</p>','',''),(2,1,'<p>二</p>','',''),(3,2,'<p>三</p>','',''),(4,1,'<p>半截";
    let folder = with(&[("site.sql", dump), ("uploads/a.docx", "x"), ("readme.md", "# 说明\n")]);
    let root = folder.path();
    let report = imported(root, 0);
    for part in ["3 imported", "was broken off", "1 articles whose text is missing"] {
        assert!(report.contains(part), "{part}:\n{report}");
    }
    article(root, "news/2007/关于三夏工作.md", &["title: 关于\"三夏\"工作"]);
    article(root, "news/2007/会员.md", &["visibility: internal"]);
    article(root, "news/2007/内部栏目.md", &["visibility: internal"]);

    let hexo = with(&[
        ("_config.yml", "source_dir: source\n"),
        (
            "source/_posts/a.md",
            "---\ntitle: 甲\ndate: 2007-03-05\nenc_pwd: secret-word\n---\n{% encrypt \"secret-word\" %}乙{% endencrypt %}\n",
        ),
    ]);
    let report = imported(hexo.path(), 0);
    article(hexo.path(), "news/2007/a.md", &["visibility: internal", "乙"]);
    let text = fs::read_to_string(hexo.path().join("content/news/2007/a.md")).expect("a file");
    assert!(!text.contains("secret-word") && !report.contains("secret-word"), "{text}{report}");
}
