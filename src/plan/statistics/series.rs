//! Pages of figures of units (公示): a table of each measure by group, and a line of each unit's year on its page.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::page::text;
use super::periods::{by_year, empty, in_words, is_open, near};
use crate::base::{OutputPath, Period, limits};
use crate::content::Words;
use crate::content::config::series::Allowance;
use crate::content::markdown::chart::{self, Chart, Kind, figure};
use crate::model::Bulletin;
use crate::model::series::table::{Group, Line};
use crate::model::series::{Member, Series};
use crate::plan::addresses;
use crate::plan::recipe::{Recipe, Wanted};
use crate::plan::stock::Stock;
use crate::plan::view::{
    Link, StatisticsCell, StatisticsGroup, StatisticsTable, StatisticsView, UnitSeries, View,
};

/// Plans the pages of each series: one of its newest period and all others, and one of each period.
pub fn plan(stock: &Stock, wanted: &mut Wanted) {
    let shown = stock.bulletin.series.iter().enumerate().filter(|(_, series)| series.is_shown);
    for (index, series) in shown {
        wanted.push((series.url.clone(), Recipe::Series(index, None)));
        let of_period =
            |period: &Period| (address(series, *period), Recipe::Series(index, Some(*period)));
        wanted.extend(series.figures.keys().map(of_period));
    }
}

/// Links to all series that a site shows.
pub fn links(bulletin: &Bulletin) -> Vec<Link> {
    bulletin.series.iter().filter(|series| series.is_shown).map(link_to).collect()
}

/// The link to a series.
pub fn link_to(series: &Series) -> Link {
    Link { title: Arc::clone(&series.title), url: series.url.clone() }
}

fn address(series: &Series, period: Period) -> OutputPath {
    let folder = series.url.folder();
    addresses::front(&format!("{folder}/{period}"))
}

/// Makes the page of a period, or the first page, which shows the newest one.
pub fn view(stock: &Stock, index: usize, period: Option<Period>) -> View {
    let (series, words) = (&stock.bulletin.series[index], stock.words());
    let above = stock.front("statistics");
    let link =
        |period| Link { title: in_words(words, period).into(), url: address(series, period) };
    let shown = period.or_else(|| series.newest());
    let title = match shown {
        Some(period) => title(series, words, period),
        None => series.title.to_string(),
    };
    let page = match period {
        None => {
            let view = empty(stock, &series.url, title, vec![above]);
            let periods = series.figures.keys().copied();
            let description = series.description.clone();
            StatisticsView { years: by_year(periods, link), description, ..view }
        }
        Some(period) => {
            let above = vec![above, link_to(series)];
            let view = empty(stock, &address(series, period), title, above);
            let near = near(period, |near| series.figures.contains_key(near), link);
            StatisticsView { near, ..view }
        }
    };
    View::Statistics(Box::new(StatisticsView {
        is_open: shown.is_some_and(|period| is_open(period, stock.bulletin.today)),
        groups: shown
            .map(|period| groups(&stock.bulletin, words, series, period))
            .unwrap_or_default(),
        ..page
    }))
}

/// 用电量公示（2007年第一季度）
pub fn title(series: &Series, words: &Words, period: Period) -> String {
    words.fill("series_of", &[("title", &series.title), ("period", &in_words(words, period))])
}

/// A table for each measure and each group of units.
fn groups(
    bulletin: &Bulletin,
    words: &Words,
    series: &Series,
    period: Period,
) -> Vec<StatisticsGroup> {
    let all = 0..series.measures.len();
    all.flat_map(|measure| Shown { bulletin, words, series, period, measure }.groups()).collect()
}

/// A measure in a period.
pub struct Shown<'a> {
    pub bulletin: &'a Bulletin,
    pub words: &'a Words,
    pub series: &'a Series,
    pub period: Period,
    pub measure: usize,
}

/// A column: its name, and its cell on a line; `None` where it has none.
type Column<'a> = (&'a str, Box<dyn Fn(&Line) -> Option<String> + 'a>);

impl Shown<'_> {
    /// A table for each group of units, with bars and with what is missing.
    pub fn groups(&self) -> Vec<StatisticsGroup> {
        let is_dense = self.bulletin.config.statistics.is_dense;
        let groups = self.series.table(self.period, self.measure, is_dense);
        groups.iter().map(|group| self.group(group)).collect()
    }

    fn group(&self, group: &Group) -> StatisticsGroup {
        let (units, words, lines) = (&self.series.units, self.words, &group.lines);
        let title = self.series.measures[self.measure].title();
        let name = if units.iter().all(|unit| unit.group == units[0].group) {
            title
        } else {
            let name = group.name.as_deref().unwrap_or(words.get("others"));
            words.fill("series_group", &[("title", &title), ("group", &name)])
        };
        let columns = self.columns();
        // A column in which nothing stands says nothing.
        let is_used = |(_, cell): &&Column<'_>| lines.iter().any(|line| cell(line).is_some());
        let columns: Vec<&Column<'_>> = columns.iter().filter(is_used).collect();
        let row = |name: StatisticsCell, line: &Line| {
            let cells = columns.iter().map(|(_, cell)| text(cell(line).unwrap_or_default(), true));
            std::iter::once(name).chain(cells).collect::<Vec<_>>()
        };
        let heads = columns.iter().map(|(name, _)| text((*name).to_owned(), true));
        let word = |key| text(words.get(key).to_owned(), false);
        let sum = if group.missing.is_empty() { "count_sum" } else { "series_sum_known" };
        StatisticsGroup {
            chart: self.bars(lines, &name),
            name: Some(name.into()),
            is_unnamed: false,
            note: self.note(lines),
            table: StatisticsTable {
                heads: std::iter::once(word("count_unit")).chain(heads).collect(),
                rows: lines.iter().map(|line| row(cell_of(&units[line.unit]), line)).collect(),
                sum: group.sum.as_ref().map(|line| row(word(sum), line)).unwrap_or_default(),
            },
            missing: group.missing.iter().map(|unit| cell_of(&units[*unit])).collect(),
        }
    }

    fn columns(&self) -> Vec<Column<'_>> {
        let figure = |figure: Decimal| self.figure(figure);
        let percent = |percent: Decimal| format!("{percent:.1}%");
        let change = |change: Decimal| {
            let sign = if change > Decimal::ZERO { "+" } else { "" };
            format!("{sign}{change:.1}%")
        };
        let measure = &self.series.measures[self.measure];
        let word = |key| self.words.get(key);
        vec![
            (word("count_rank"), Box::new(|line| line.place.map(|place| place.to_string()))),
            (&measure.name, Box::new(move |line| Some(figure(line.figure)))),
            (word("series_share"), Box::new(move |line| line.share.map(percent))),
            (word("count_change"), Box::new(move |line| line.change.map(change))),
            (word("count_change_year"), Box::new(move |line| line.year_change.map(change))),
            (word("count_so_far"), Box::new(move |line| line.so_far.map(figure))),
            (word("series_most"), Box::new(move |line| line.most.map(figure))),
            (word("series_over"), Box::new(move |line| line.over().map(figure))),
        ]
    }

    /// A figure with as many digits behind the point as the others of its measure.
    fn figure(&self, figure: Decimal) -> String {
        let decimals = self.series.decimals[self.measure];
        format!("{figure:.*}", decimals as usize)
    }

    /// The rules of quotas that these lines have.
    fn note(&self, lines: &[Line]) -> Option<String> {
        let with_rule = lines.iter().filter(|line| line.most.is_some());
        let unit = self.series.measures[self.measure].unit.as_deref().unwrap_or_default();
        let mut rules: Vec<String> = Vec::new();
        for line in with_rule {
            let allowed = self.series.units[line.unit].allowed[self.measure];
            let rule = allowed.map(|Allowance { most, months }| {
                let key = match months {
                    1 => "series_per_month",
                    3 => "series_per_quarter",
                    6 => "series_per_half",
                    _ => "series_per_year",
                };
                self.words.fill(key, &[("most", &most), ("unit", &unit)])
            });
            rules.extend(rule.filter(|rule| !rules.contains(rule)));
        }
        let rules = rules.join(self.words.get("series_and"));
        (!rules.is_empty()).then(|| self.words.fill("series_rule", &[("rules", &rules)]))
    }

    /// Bars of the figures, where there are several.
    fn bars(&self, lines: &[Line], title: &str) -> Option<String> {
        let lines = &lines[..lines.len().min(limits::CHART_ROWS)];
        let name = |line: &Line| self.series.units[line.unit].name.to_string();
        let chart = Chart {
            kind: Kind::Bar,
            title: title.to_owned(),
            unit: String::new(),
            labels: lines.iter().map(name).collect(),
            series: vec![chart::Series {
                name: String::new(),
                values: lines.iter().map(|line| approximate(line.figure)).collect(),
            }],
        };
        let is_worth_it = lines.len() > 1 && lines.iter().any(|line| !line.figure.is_zero());
        is_worth_it.then(|| figure(&chart))
    }
}

/// A unit, with the page of its articles.
fn cell_of(member: &Member) -> StatisticsCell {
    StatisticsCell { url: member.url.clone(), ..text(member.name.to_string(), false) }
}

/// The figure for a drawing.
fn approximate(figure: Decimal) -> f64 {
    figure.to_string().parse().unwrap_or_default()
}

/// What stands on the page of a unit: for each series its newest year.
pub fn of_unit(stock: &Stock, url: &OutputPath) -> Vec<UnitSeries> {
    let shown = stock.bulletin.series.iter().filter(|series| series.is_shown);
    let of_series = |series: &Series| {
        let unit = series.units.iter().position(|member| member.url.as_ref() == Some(url))?;
        let measures = 0..series.measures.len();
        let charts = measures.filter_map(|measure| year(series, unit, measure, stock.words()));
        let charts: Vec<String> = charts.collect();
        (!charts.is_empty()).then(|| UnitSeries { link: link_to(series), charts })
    };
    shown.filter_map(of_series).collect()
}

/// The chart of a unit's newest year, in periods as short as there are.
fn year(series: &Series, unit: usize, measure: usize, words: &Words) -> Option<String> {
    let figure_in = |period: Period| series.figure(period, unit, measure);
    let known = series.figures.keys().filter(|period| figure_in(**period).is_some());
    let (year, _) = known.clone().map(|period| period.last_month()).max()?;
    let of_year = known.filter(|period| period.last_month().0 == year);
    let shortest = of_year.clone().map(|period| period.months()).min()?;
    let periods = of_year.filter(|period| period.months() == shortest);
    let mut pairs = periods.clone().zip(periods.clone().skip(1));
    // A line would go on over a period of which there is no figure.
    let is_line = pairs.clone().next().is_some() && pairs.all(|(one, next)| one.after() == *next);
    let (labels, values): (Vec<String>, Vec<f64>) = periods
        .filter_map(|period| Some((in_words(words, *period), approximate(figure_in(*period)?))))
        .unzip();
    let named = &series.measures[measure];
    Some(figure(&Chart {
        kind: if is_line { Kind::Line } else { Kind::Bar },
        title: named.name.clone(),
        unit: named.unit.clone().unwrap_or_default(),
        labels,
        series: vec![chart::Series { name: String::new(), values }],
    }))
}
