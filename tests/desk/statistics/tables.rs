//! Real tables, made again of their figures.
