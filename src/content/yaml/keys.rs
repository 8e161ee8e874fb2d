//! The keys authors may write and the kind of each value: used for reading, and for completion in
//! editors.

/// The kind of value that stands under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text on one line or several.
    Text,
    /// Names, as a list or as one text with 、 between them.
    Names,
    /// A day, perhaps with a time.
    Date,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
    /// `public` or `internal`.
    Audience,
    /// A mapping or a list, on the lines below.
    Nested,
}

/// A key that authors may write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key's name.
    pub name: &'static str,
    /// Chinese names that authors may write instead.
    pub chinese: &'static [&'static str],
    /// The kind of its value.
    pub kind: Kind,
}

const fn key(name: &'static str, chinese: &'static [&'static str], kind: Kind) -> Key {
    Key { name, chinese, kind }
}

/// The keys of an article, a summary or a page.
pub const ARTICLE: &[Key] = &[
    key("title", &["标题", "题目"], Kind::Text),
    key("kicker", &["引题", "肩题", "眉题"], Kind::Text),
    key("subtitle", &["副题", "副标题"], Kind::Text),
    key("date", &["日期", "时间"], Kind::Date),
    key("unit", &["单位", "供稿单位"], Kind::Names),
    key("units", &[], Kind::Names),
    key("author", &["作者"], Kind::Names),
    key("authors", &[], Kind::Names),
    key("column", &["栏目"], Kind::Text),
    key("tags", &["标签", "关键词"], Kind::Names),
    key("summary", &["摘要"], Kind::Text),
    key("source", &["来源"], Kind::Text),
    key("issue", &["期号"], Kind::Names),
    key("publication", &["刊物"], Kind::Text),
    key("weight", &["排序"], Kind::Number),
    key("lead", &["头条"], Kind::Flag),
    key("attachments", &["附件"], Kind::Nested),
    key("adopted", &["采用情况"], Kind::Nested),
    key("corrections", &["更正"], Kind::Nested),
    key("withdrawn", &["撤稿"], Kind::Nested),
    key("draft", &["草稿"], Kind::Flag),
    key("publish", &["发布日期"], Kind::Date),
    key("expires", &["有效期至"], Kind::Date),
    key("visibility", &["公开范围"], Kind::Audience),
    key("slug", &[], Kind::Text),
    key("aliases", &[], Kind::Names),
    key("extra", &[], Kind::Nested),
];

/// The keys of the `_index.md` of a publication or an issue.
pub const INDEX: &[Key] = &[
    key("title", &["标题"], Kind::Text),
    key("date", &["日期"], Kind::Date),
    key("summary", &["摘要"], Kind::Text),
    key("publisher", &["编印单位"], Kind::Text),
    key("layout", &["版式"], Kind::Text),
    key("masthead", &["报头"], Kind::Text),
    key("masthead_image", &["报头图"], Kind::Text),
    key("classification", &["密级"], Kind::Text),
    key("first_cumulative", &[], Kind::Number),
    key("cumulative", &["总期号"], Kind::Number),
    key("planned", &["预告"], Kind::Flag),
    key("contents", &["目录"], Kind::Names),
    key("file", &["原件"], Kind::Names),
    key("copies", &["印数"], Kind::Number),
    key("recipients", &[], Kind::Nested),
    key("editor", &["编辑"], Kind::Text),
    key("reviewer", &["审核"], Kind::Text),
    key("issuer", &["签发"], Kind::Text),
    key("draft", &["草稿"], Kind::Flag),
    key("publish", &["发布日期"], Kind::Date),
    key("expires", &["有效期至"], Kind::Date),
    key("visibility", &["公开范围"], Kind::Audience),
    key("extra", &[], Kind::Nested),
];

/// The keys of a topic.
pub const TOPIC: &[Key] = &[
    key("title", &["标题"], Kind::Text),
    key("summary", &["摘要"], Kind::Text),
    key("tags", &["标签", "关键词"], Kind::Names),
    key("unit", &["单位", "供稿单位"], Kind::Names),
    key("units", &[], Kind::Names),
    key("column", &["栏目"], Kind::Names),
    key("columns", &[], Kind::Names),
    key("from", &["开始日期"], Kind::Date),
    key("to", &["结束日期"], Kind::Date),
    key("articles", &["文章"], Kind::Names),
    key("weight", &["排序"], Kind::Number),
    key("draft", &["草稿"], Kind::Flag),
    key("publish", &["发布日期"], Kind::Date),
    key("expires", &["有效期至"], Kind::Date),
    key("visibility", &["公开范围"], Kind::Audience),
    key("slug", &[], Kind::Text),
    key("aliases", &[], Kind::Names),
    key("extra", &[], Kind::Nested),
];

/// Keys of `_index.md` that say nothing of a publication.
pub const OF_ISSUES: &[&str] = &["cumulative", "planned", "contents", "file"];

/// Keys of `_index.md` that say nothing of an issue.
pub const OF_PUBLICATIONS: &[&str] = &["first_cumulative"];

/// The keys of `kuaixun.yaml`.
pub const SITE: &[Key] = &[
    key("title", &[], Kind::Text),
    key("subtitle", &[], Kind::Text),
    key("masthead_image", &[], Kind::Text),
    key("description", &[], Kind::Text),
    key("language", &[], Kind::Text),
    key("base_url", &[], Kind::Text),
    key("timezone", &[], Kind::Text),
    key("theme", &[], Kind::Text),
    key("style", &[], Kind::Nested),
    key("audience", &[], Kind::Audience),
    key("outputs", &[], Kind::Nested),
    key("menu", &[], Kind::Nested),
    key("home", &[], Kind::Names),
    key("per_page", &[], Kind::Number),
    key("feed_items", &[], Kind::Number),
    key("search", &[], Kind::Flag),
    key("publisher", &[], Kind::Text),
    key("contact", &[], Kind::Text),
    key("site_id_code", &[], Kind::Text),
    key("icp", &[], Kind::Text),
    key("police", &[], Kind::Text),
    key("columns", &[], Kind::Nested),
    key("editions", &[], Kind::Names),
    key("print", &[], Kind::Nested),
    key("statistics", &[], Kind::Nested),
    key("series", &[], Kind::Nested),
    key("checks", &[], Kind::Nested),
    key("markup", &[], Kind::Nested),
    key("extra", &[], Kind::Nested),
];
