//! Lets only so many pictures be open at once: threads are many, and memory is not.

use std::sync::{Condvar, Mutex, PoisonError};

use crate::base::limits;

/// How many more pixels may be opened now.
pub struct Gate {
    free: Mutex<u64>,
    freed: Condvar,
}

/// The gate of all pictures of this process.
pub static OPEN: Gate = Gate::new(limits::OPEN_PIXELS);

/// Allows a picture to be open, as long as this lives.
pub struct Pass<'a> {
    gate: &'a Gate,
    pixels: u64,
}

impl Gate {
    /// A gate with room for so many pixels.
    const fn new(pixels: u64) -> Self {
        Self { free: Mutex::new(pixels), freed: Condvar::new() }
    }

    /// Waits until there is room for so many pixels, at most [`limits::PICTURE_PIXELS`].
    pub fn wait(&self, pixels: u64) -> Pass<'_> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let free = self.freed.wait_while(free, |free| *free < pixels);
        *free.unwrap_or_else(PoisonError::into_inner) -= pixels;
        Pass { gate: self, pixels }
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        *self.gate.free.lock().unwrap_or_else(PoisonError::into_inner) += self.pixels;
        self.gate.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn as_many_as_there_is_room_for_are_open_at_once() {
        let free = Gate::new(100);
        let passes = [free.wait(60), free.wait(40)];
        std::thread::scope(|scope| {
            let (said, heard) = mpsc::channel();
            let free = &free;
            scope.spawn(move || {
                let _pass = free.wait(1);
                said.send(()).expect("somebody listens");
            });
            assert_eq!(heard.try_recv(), Err(mpsc::TryRecvError::Empty));
            drop(passes);
            assert_eq!(heard.recv(), Ok(()));
        });
    }
}
