//! `home:` of `kuaixun.yaml`: what stands on the home page, in which order.

use crate::base::Diagnostic;
use crate::base::diagnostic::did_you_mean;
use crate::content::yaml::fields::Fields;

/// A part of the home page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HomePart {
    /// The article that leads, with its picture and its summary.
    Lead,
    /// The newest issue of each publication.
    Newest,
    /// More of the leading column.
    Headlines,
    /// The columns that are `home: notices`.
    Notices,
    /// The newest news items.
    News,
    /// The other columns.
    Columns,
    /// The newest summaries.
    Summaries,
    /// The units with the most articles.
    Units,
    /// 图片新闻
    Pictures,
    /// The first topics.
    Topics,
    /// The covers of the year's issues.
    Issues,
}

impl HomePart {
    /// All parts, in the order in which they stand without `home:`.
    pub const ALL: [Self; 11] = [
        Self::Lead,
        Self::Newest,
        Self::Headlines,
        Self::Notices,
        Self::News,
        Self::Columns,
        Self::Summaries,
        Self::Units,
        Self::Pictures,
        Self::Topics,
        Self::Issues,
    ];

    /// Its name in `kuaixun.yaml` and in templates.
    pub fn name(self) -> &'static str {
        self.names()[0]
    }

    /// What it may be called in `kuaixun.yaml`.
    fn names(self) -> [&'static str; 2] {
        match self {
            Self::Lead => ["lead", "头条"],
            Self::Newest => ["newest", "最新一期"],
            Self::Headlines => ["headlines", "要闻"],
            Self::Notices => ["notices", "通知公告"],
            Self::News => ["news", "动态"],
            Self::Columns => ["columns", "栏目"],
            Self::Summaries => ["summaries", "总结"],
            Self::Units => ["units", "单位"],
            Self::Pictures => ["pictures", "图片新闻"],
            Self::Topics => ["topics", "专题"],
            Self::Issues => ["issues", "各期"],
        }
    }
}

/// Where a column stands on the home page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Spot {
    /// Its articles are the headlines, with a picture.
    Lead,
    /// At the side, with the notices.
    Notices,
    /// Among the columns.
    #[default]
    List,
    /// Not on the home page.
    None,
}

/// Reads `home`: the parts that the page shows.
pub fn home(fields: &mut Fields<'_>) -> Vec<HomePart> {
    let names = fields.list("home");
    let mut parts = Vec::new();
    for name in &names {
        match HomePart::ALL.into_iter().find(|part| part.names().contains(&name.as_str())) {
            Some(part) if !parts.contains(&part) => parts.push(part),
            Some(_) => {}
            None => {
                let finding = Diagnostic::error("bad-home").wording("part").with("value", name);
                let near = did_you_mean(name, HomePart::ALL.into_iter().flat_map(HomePart::names));
                fields.report(finding.at(fields.span("home")).near(near));
            }
        }
    }
    if names.is_empty() { HomePart::ALL.into() } else { parts }
}

/// Reads `home` of a column.
pub fn spot(column: &mut Fields<'_>) -> Spot {
    let given = column.text("home");
    match given.as_deref() {
        None | Some("list") => Spot::List,
        Some("lead") => Spot::Lead,
        Some("notices") => Spot::Notices,
        Some("none") => Spot::None,
        Some(other) => {
            let finding = Diagnostic::error("bad-home").with("value", other);
            column.report(finding.at(column.span("home")));
            Spot::List
        }
    }
}
