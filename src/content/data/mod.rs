//! Files of `data/` that say what articles do not: which units there are, and what they sent in.

pub mod submissions;
pub mod units;
