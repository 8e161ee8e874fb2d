//! Why a picture is refused.

/// Why a picture cannot be cleaned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It ends too early.
    Cut,
    /// It has notes that we cannot take out.
    Notes,
}
