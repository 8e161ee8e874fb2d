//! Pages of what units contributed in each period, and of what was used of it, where the site asks for them; and of figures of
//! units.

pub mod blocks;
mod page;
mod periods;
pub mod series;

use super::addresses;
use super::recipe::{Recipe, Report, Wanted};
use super::stock::Stock;
use super::view::{StatisticsView, View};
use crate::model::Bulletin;
use crate::model::statistics::Counts;
use page::Page;
use periods::{FOLDER, address, by_year, empty, in_words, link, periods, title};

/// Whether a site has any of these pages.
pub fn is_shown(bulletin: &Bulletin) -> bool {
    bulletin.series.iter().any(|series| series.is_shown) || !periods(bulletin).is_empty()
}

/// Plans a page for each period, one for what was used in it, the pages of figures, and one that leads to all of them.
pub fn plan(stock: &Stock, wanted: &mut Wanted) {
    if !is_shown(&stock.bulletin) {
        return;
    }
    wanted.push((addresses::front(FOLDER), Recipe::Statistics(Report::All)));
    for period in periods(&stock.bulletin) {
        for report in [Report::Of(period), Report::Items(period)] {
            wanted.push((address(report), Recipe::Statistics(report)));
        }
    }
    series::plan(stock, wanted);
}

/// Makes one of the pages.
pub fn view(stock: &Stock, report: Report) -> View {
    let words = stock.words();
    let page = |period| Page { bulletin: &stock.bulletin, words, period, counted: counted(stock) };
    let view = match report {
        Report::All => {
            let view = empty(stock, &address(report), words.get(FOLDER).to_owned(), Vec::new());
            let years = by_year(periods(&stock.bulletin), |period| link(words, period));
            StatisticsView { years, series: series::links(&stock.bulletin), ..view }
        }
        Report::Of(period) => {
            let title = title(words, period);
            let view = empty(stock, &address(report), title, vec![stock.front(FOLDER)]);
            page(period).fill(view)
        }
        Report::Items(period) => {
            let title = words.fill("statistics_items_of", &[("period", &in_words(words, period))]);
            let above = vec![stock.front(FOLDER), link(words, period)];
            let view = empty(stock, &address(report), title, above);
            StatisticsView { groups: vec![page(period).items()], ..view }
        }
    };
    View::Statistics(Box::new(view))
}

/// What the pages are made of, counted when the first of them is made.
fn counted(stock: &Stock) -> &Counts {
    stock.counted.get_or_init(|| Counts::of(&stock.bulletin))
}
