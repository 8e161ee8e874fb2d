//! Generates bulletin sites of any size from word lists of its own; the same seed, the same bytes.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use fastrand::Rng;

const COLUMNS: [&str; 8] =
    ["要闻", "工作动态", "部门动态", "乡镇动态", "企业动态", "科技成果", "政策法规", "知识窗"];
const TAGS: [&str; 12] = [
    "专利",
    "培训",
    "示范园",
    "村村通",
    "项目",
    "考核",
    "奖励",
    "防震",
    "科普",
    "良种",
    "调研",
    "合作",
];
const TOWNS: [&str; 10] =
    ["东河", "西岭", "南湖", "北塘", "柳林", "石桥", "青山", "白水", "高庄", "大树"];
const BODIES: [&str; 4] = ["农技站", "科技办", "示范园", "工作室"];
const SUBJECTS: [&str; 12] = [
    "全县科技工作",
    "农业技术推广",
    "企业技术改造",
    "知识产权宣传",
    "科技特派员队伍",
    "星火培训",
    "良种繁育基地",
    "信息服务网点",
    "防震减灾知识",
    "节水灌溉试验",
    "果树病虫害防治",
    "产学研合作",
];
const VERBS: [&str; 10] = [
    "稳步推进",
    "取得进展",
    "全面铺开",
    "受到欢迎",
    "通过验收",
    "按期完成",
    "再上台阶",
    "成效明显",
    "有序开展",
    "进入尾声",
];
const PLACES: [&str; 8] =
    ["会议室", "田间地头", "示范大棚", "村委大院", "生产车间", "培训教室", "农贸市场", "文化广场"];
const DETAILS: [&str; 14] = [
    "技术人员现场讲解要点并回答提问",
    "参加人员领取了资料和样品",
    "有关负责同志介绍了下一步安排",
    "大家结合实际谈了体会和打算",
    "专家对照标准逐项作了检查",
    "种植户表示愿意扩大试种面积",
    "企业介绍了新产品的试制情况",
    "村里的信息员演示了查询方法",
    "工作组实地查看了设施的运行情况",
    "与会单位就配合事项达成一致",
    "培训结束后进行了小范围测验",
    "有关材料已经整理归档备查",
    "活动还设置了咨询台和展板",
    "今后将按季度通报进展情况",
];

/// The numbers given after an option, such as `--articles 10000 --articles 100000`.
pub fn numbers(option: &str) -> Vec<usize> {
    let arguments: Vec<String> = std::env::args().collect();
    let pairs = arguments.windows(2).filter(|pair| pair[0] == option);
    pairs.filter_map(|pair| pair[1].parse().ok()).collect()
}

/// How large a site to make.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Number of articles.
    pub articles: usize,
    /// Number of issues they stand in, twelve a year.
    pub issues: usize,
    /// Number of units that send them.
    pub units: usize,
    /// Number of columns.
    pub columns: usize,
    /// Sections of each, of about 250 Han characters.
    pub sections: usize,
}

impl Size {
    /// So many articles of about 800 characters, in 228 issues: nineteen years.
    pub fn of(articles: usize) -> Self {
        Self { articles, issues: 228, units: 40, columns: 8, sections: 3 }
    }

    /// So many articles of about 300 characters, as many units and columns as a province may have, thirty years.
    pub fn of_province(articles: usize) -> Self {
        Self { articles, issues: 360, units: 400, columns: 20, sections: 1 }
    }

    /// The names of the units.
    fn units(self) -> Vec<String> {
        let names =
            TOWNS.iter().flat_map(|town| BODIES.iter().map(move |body| format!("{town}{body}")));
        numbered(&names.collect::<Vec<_>>(), self.units)
    }

    /// The names of the columns.
    fn columns(self) -> Vec<String> {
        numbered(&COLUMNS.map(str::to_owned), self.columns)
    }
}

/// One article before it takes a generator's form.
pub struct Article {
    /// Its number, from 0.
    pub number: usize,
    /// Year and month of its issue.
    pub issue: (usize, usize),
    /// Day of the month.
    pub day: usize,
    /// The headline.
    pub title: String,
    /// One of the units.
    pub unit: String,
    /// One of 80 authors' pen names.
    pub author: String,
    /// One of the columns.
    pub column: String,
    /// Two of 12 tags.
    pub tags: [&'static str; 2],
    /// The text, in Markdown.
    pub body: String,
}

/// So many names: those that there are, and with numbers when they are used up.
fn numbered(names: &[String], count: usize) -> Vec<String> {
    let name = |number: usize| match number / names.len() {
        0 => names[number].clone(),
        round => format!("{}{}", names[number % names.len()], round + 1),
    };
    (0..count).map(name).collect()
}

/// The articles of a site, one after the other.
pub fn articles(size: Size) -> impl Iterator<Item = Article> {
    let mut rng = Rng::with_seed(2007);
    let (units, columns) = (size.units(), size.columns());
    (0..size.articles).map(move |number| {
        let issue = number * size.issues / size.articles;
        let body = body(&mut rng, size.sections);
        Article {
            number,
            issue: (2007 + issue / 12, issue % 12 + 1),
            day: rng.usize(1..=28),
            title: format!("{}{}（{number}）", pick(&mut rng, &SUBJECTS), pick(&mut rng, &VERBS)),
            unit: units[rng.usize(..units.len())].clone(),
            author: format!("通讯员{:02}", rng.usize(1..=80)),
            column: columns[rng.usize(..columns.len())].clone(),
            tags: [pick(&mut rng, &TAGS[..6]), pick(&mut rng, &TAGS[6..])],
            body,
        }
    })
}

fn pick(rng: &mut Rng, words: &[&'static str]) -> &'static str {
    words[rng.usize(..words.len())]
}

fn body(rng: &mut Rng, sections: usize) -> String {
    let mut text = String::with_capacity(3000);
    for section in 0..sections {
        if section > 0 {
            let _ = write!(text, "## {}\n\n", pick(rng, &SUBJECTS));
        }
        for _ in 0..2 {
            for sentence in 0..3 {
                let emphasis = if sentence == 1 { "**" } else { "" };
                let _ = write!(
                    text,
                    "{emphasis}{}在{}{}{emphasis}，{}，{}。",
                    pick(rng, &SUBJECTS),
                    pick(rng, &PLACES),
                    pick(rng, &VERBS),
                    pick(rng, &DETAILS),
                    pick(rng, &DETAILS),
                );
            }
            text.push_str("\n\n");
        }
    }
    let _ = write!(
        text,
        "| 项目 | 数量 |\n|---|---:|\n| 资料 | {} |\n| 人次 | {} |\n",
        rng.u16(..),
        rng.u16(..)
    );
    text
}

/// Writes a site for kuaixun.
pub fn write_kuaixun(root: &Path, size: Size) -> io::Result<()> {
    fs::create_dir_all(root.join("data"))?;
    let columns = size.columns().join(", ");
    fs::write(
        root.join("kuaixun.yaml"),
        format!("title: 基准快讯\nbase_url: https://bench.example/\ncolumns: [{columns}]\n"),
    )?;
    let registry: Vec<String> = size.units().iter().map(|unit| format!("- {unit}")).collect();
    fs::write(root.join("data/units.yaml"), registry.join("\n"))?;
    for article in articles(size) {
        let (year, month) = article.issue;
        let folder = root.join(format!("content/bulletins/kx/{year}-{month:02}"));
        if !folder.exists() {
            fs::create_dir_all(&folder)?;
        }
        let Article { number, day, title, unit, author, column, tags: [one, two], body, .. } =
            article;
        fs::write(
            folder.join(format!("a{number:06}.md")),
            format!(
                "---\ntitle: {title}\ndate: {year}-{month:02}-{day:02}\nunit: {unit}\nauthor: {author}\n\
                 column: {column}\ntags: [{one}, {two}]\n---\n\n{body}"
            ),
        )?;
    }
    Ok(())
}

/// Writes the same articles for Hugo, with a theme as small as can be: an article, lists paged by
/// 50 of issues, units, authors, columns and tags, and Hugo's own feeds of the newest 50.
pub fn write_hugo(root: &Path, size: Size) -> io::Result<()> {
    const PAGE: &str = "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{{ .Title }}</title></head><body>";
    let layouts = root.join("layouts/_default");
    fs::create_dir_all(&layouts)?;
    fs::write(
        root.join("hugo.toml"),
        "baseURL = \"https://bench.example/\"\ntitle = \"bench\"\n[services.rss]\nlimit = 50\n\
         [pagination]\npagerSize = 50\n[taxonomies]\nissue = \"issues\"\nunit = \"units\"\n\
         author = \"authors\"\ncolumn = \"columns\"\ntag = \"tags\"\n",
    )?;
    fs::write(
        layouts.join("single.html"),
        format!(
            "{PAGE}<h1>{{{{ .Title }}}}</h1><p>{{{{ .Date.Format \"2006-01-02\" }}}}</p>{{{{ .Content }}}}{{{{ with .Next }}}}<a href=\"{{{{ .RelPermalink }}}}\">{{{{ .Title }}}}</a>{{{{ end }}}}{{{{ with .Prev }}}}<a href=\"{{{{ .RelPermalink }}}}\">{{{{ .Title }}}}</a>{{{{ end }}}}</body></html>"
        ),
    )?;
    let list = format!(
        "{PAGE}<h1>{{{{ .Title }}}}</h1><ul>{{{{ range .Paginator.Pages }}}}<li><a href=\"{{{{ .RelPermalink }}}}\">{{{{ .Title }}}}</a> {{{{ .Date.Format \"2006-01-02\" }}}}</li>{{{{ end }}}}</ul>{{{{ with .Paginator.Prev }}}}<a href=\"{{{{ .URL }}}}\">‹</a>{{{{ end }}}}{{{{ with .Paginator.Next }}}}<a href=\"{{{{ .URL }}}}\">›</a>{{{{ end }}}}</body></html>"
    );
    fs::write(layouts.join("list.html"), &list)?;
    fs::write(root.join("layouts/index.html"), &list)?;
    for article in articles(size) {
        let (year, month) = article.issue;
        let folder = root.join(format!("content/news/{year}-{month:02}"));
        if !folder.exists() {
            fs::create_dir_all(&folder)?;
        }
        let Article { number, day, title, unit, author, column, tags: [one, two], body, .. } =
            article;
        fs::write(
            folder.join(format!("a{number:06}.md")),
            format!(
                "---\ntitle: {title}\ndate: {year}-{month:02}-{day:02}\nunits: [{unit}]\nauthors: [{author}]\n\
                 columns: [{column}]\nissues: [\"{year}-{month:02}\"]\ntags: [{one}, {two}]\n---\n\n{body}"
            ),
        )?;
    }
    Ok(())
}
