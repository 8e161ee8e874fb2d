//! Lets only so many pictures be open at once: threads are many, and memory is not.

use std::sync::{Condvar, Mutex, PoisonError};

use crate::base::limits;

/// How many more pixels may be opened now.
static FREE: Mutex<u64> = Mutex::new(limits::OPEN_PIXELS);
static FREED: Condvar = Condvar::new();

/// Allows a picture to be open, as long as this lives.
pub struct Pass(u64);

impl Pass {
    /// Waits until there is room for so many pixels, at most [`limits::PICTURE_PIXELS`].
    pub fn wait(pixels: u64) -> Self {
        let free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
        let free = FREED.wait_while(free, |free| *free < pixels);
        *free.unwrap_or_else(PoisonError::into_inner) -= pixels;
        Self(pixels)
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        *FREE.lock().unwrap_or_else(PoisonError::into_inner) += self.0;
        FREED.notify_all();
    }
}
