//! Pictures that were opened a moment ago. A photograph is published in several widths, and to open it takes
//! longest.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use image::DynamicImage;

use crate::base::{Diagnostic, Fingerprint};

/// A picture that is open: upright, with eight bits for each colour, and no wider than any that readers get.
pub struct Base {
    /// The picture.
    pub picture: DynamicImage,
    /// Its colour profile.
    pub profile: Option<Vec<u8>>,
    /// Whether no pixel of it may change: it is a drawing.
    pub is_exact: bool,
}

type Opened = Arc<OnceLock<Result<Arc<Base>, Diagnostic>>>;

/// How many are kept: as many as there are threads, about.
const KEPT: usize = 8;
/// A picture with more pixels, which is very tall, is not kept.
const LARGEST: u64 = 8_000_000;

static KNOWN: Mutex<VecDeque<(Fingerprint, Opened)>> = Mutex::new(VecDeque::new());

/// Opens a picture with these bytes, or answers it when it is known. While one thread opens a picture, others
/// that want it wait.
///
/// # Errors
/// Those of `open`.
pub fn of(
    bytes: &[u8],
    open: impl FnOnce() -> Result<Base, Diagnostic>,
) -> Result<Arc<Base>, Diagnostic> {
    let print = Fingerprint::of_bytes(bytes);
    let opened = {
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        match known.iter().find(|(other, _)| *other == print) {
            Some((_, opened)) => Arc::clone(opened),
            None => {
                let opened = Opened::default();
                known.push_back((print, Arc::clone(&opened)));
                if known.len() > KEPT {
                    known.pop_front();
                }
                opened
            }
        }
    };
    let base = opened.get_or_init(|| open().map(Arc::new)).clone();
    let is_large = |base: &Arc<Base>| {
        u64::from(base.picture.width()) * u64::from(base.picture.height()) > LARGEST
    };
    if base.as_ref().is_ok_and(is_large) {
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(other, _)| *other != print);
    }
    base
}
