//! 相关文章: articles that share tags, column or units with another, and lie near it in time.

use std::cmp::Reverse;

use super::bulletin::{Bulletin, Term, TermKind};

/// At most this many related articles are shown.
const MOST: usize = 5;
/// How many of a term's articles are looked at on either side of an article, so that a column of
/// ten thousand articles costs no more than one of ten.
const NEAR: usize = 6;
/// The points for sharing a tag, a column or a unit. A tag says more than the two others together.
const TAG: usize = 4;
const COLUMN: usize = 2;
const UNIT: usize = 1;

/// The indices of the articles related to `index`, the closest first. Of two that are equally
/// close, the one nearer in time comes first, then the newer.
pub fn related(bulletin: &Bulletin, index: usize) -> Vec<usize> {
    let article = &bulletin.articles[index];
    // There are some dozens, so searching a list is quicker than any map.
    let mut found: Vec<(usize, usize)> = Vec::with_capacity(8 * NEAR);
    let mut score = |terms: &[Term], numbers: &[usize], points: usize| {
        for other in numbers.iter().flat_map(|number| near(&terms[*number].articles, index)) {
            match found.iter_mut().find(|(known, _)| *known == other) {
                Some((_, score)) => *score += points,
                None => found.push((other, points)),
            }
        }
    };
    for (kind, points) in [(TermKind::Tag, TAG), (TermKind::Column, COLUMN), (TermKind::Unit, UNIT)]
    {
        score(&bulletin.terms[kind], &article.terms[kind], points);
    }
    found.retain(|(_, points)| *points >= COLUMN);
    found.sort_unstable_by_key(|(other, points)| (Reverse(*points), other.abs_diff(index), *other));
    found.into_iter().take(MOST).map(|(other, _)| other).collect()
}

/// Those of a term's `articles` that stand around `index`, without `index` itself.
fn near(articles: &[usize], index: usize) -> impl Iterator<Item = usize> {
    let at = articles.partition_point(|other| *other < index);
    let around = &articles[at.saturating_sub(NEAR)..articles.len().min(at + NEAR + 1)];
    around.iter().copied().filter(move |other| *other != index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_looked_at_on_either_side() {
        let articles: Vec<usize> = (0..1000).map(|number| number * 2).collect();
        let found: Vec<usize> = near(&articles, 1000).collect();
        assert_eq!(found.len(), 2 * NEAR);
        assert_eq!((found[0], found[NEAR - 1], found[NEAR]), (988, 998, 1002));
        assert_eq!(near(&articles, 0).collect::<Vec<_>>(), [2, 4, 6, 8, 10, 12]);
        assert_eq!(near(&[7], 7).count(), 0);
    }
}
