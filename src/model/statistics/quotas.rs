//! Quotas: who reached them, and who is short of how many items.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::items::Item;
use crate::base::{Amount, Period};
use crate::content::config::statistics::Quota;
use crate::model::bulletin::Bulletin;

impl Quota {
    /// How many items are owed in a period, as a part of its own months.
    pub fn of(&self, period: Period) -> Amount {
        let all: Amount = (0..period.months()).map(|_| self.items).sum();
        let count = usize::try_from(self.months).unwrap_or(1);
        all.shared(count).next().unwrap_or_default()
    }
}

/// The points that units get for quotas that they reached, or lose for what they are short of: unit, day, points. The day is
/// the last of a quota's months, so that the points of two periods are together those of both. What is not over is not judged.
pub fn judged(bulletin: &Bulletin, items: &[Item]) -> Vec<(usize, Date, Amount)> {
    let rules = &bulletin.config.statistics;
    let quotas = &bulletin.ledger.quotas;
    if rules.base.is_none() && rules.short.is_none() {
        return Vec::new();
    }
    let day_of = |item: &Item| {
        let used = item.uses.first().map(|one| one.day);
        if rules.is_quota_of_sent { item.sent } else { used }
    };
    let mut counts: FxHashMap<(usize, Period), Amount> = FxHashMap::default();
    let mut first: Option<Date> = None;
    for item in items {
        let Some(day) = day_of(item) else { continue };
        first = first.into_iter().chain([day]).min();
        let mut parts = Amount::ONE.shared(item.units.len().max(1));
        for unit in &item.units {
            let part = parts.next().filter(|_| rules.is_split).unwrap_or(Amount::ONE);
            if let Some(quota) = quotas[*unit] {
                *counts.entry((*unit, Period::around(day, quota.months))).or_default() += part;
            }
        }
    }
    let (mut all, Some(first)) = (Vec::new(), first) else { return Vec::new() };
    for (unit, quota) in quotas.iter().enumerate() {
        let Some(quota) = quota else { continue };
        let mut window = Period::around(first, quota.months);
        while let Some(last) = window.last_day().filter(|last| *last < bulletin.today) {
            let count = counts.get(&(unit, window)).copied().unwrap_or_default();
            let points = if count >= quota.items {
                rules.base.unwrap_or_default()
            } else {
                rules.short.unwrap_or_default().times(quota.items - count)
            };
            all.push((unit, last, points));
            window = window.after();
        }
    }
    all
}
