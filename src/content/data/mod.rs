//! Files of `data/` that say what articles do not: which units there are, what they sent in, and figures of each.

pub mod series;
pub mod sheet;
pub mod submissions;
pub mod units;
